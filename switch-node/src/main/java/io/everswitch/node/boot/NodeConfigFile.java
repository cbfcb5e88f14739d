package io.everswitch.node.boot;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a node's YAML file and the secrets that it points to. */
final class NodeConfigFile {
    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A field that stands twice, half a port: nobody means that, so it must not be guessed.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private NodeConfigFile() {}

    static NodeConfig load(Path file) {
        try {
            NodeConfig config = MAPPER.readValue(file.toFile(), NodeConfig.class);
            if (config == null) {
                throw new ConfigException(file + " is empty");
            }
            return config;
        } catch (JsonMappingException e) {
            throw new ConfigException(file + ": " + complaint(e));
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the line, and in that line may be a secret.
            throw new ConfigException(file + " is not valid YAML" + place(e.getLocation()));
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Never Jackson's own words: they quote the value that they could not read. */
    private static String complaint(JsonMappingException e) {
        if (e.getCause() instanceof ConfigException cause) {
            return String.valueOf(cause.getMessage());
        }
        String field = e.getPath().stream().map(NodeConfigFile::step).collect(Collectors.joining());
        String named = field.isEmpty() ? "the file" : field.startsWith(".") ? field.substring(1) : field;
        if (e instanceof UnrecognizedPropertyException) {
            return named + " is not a field that a node knows";
        }
        if (e instanceof MismatchedInputException mismatched && mismatched.getTargetType() != null) {
            return named + " must be a " + kind(mismatched.getTargetType()) + place(e.getLocation());
        }
        return named + " cannot be read" + place(e.getLocation());
    }

    private static String step(JsonMappingException.Reference step) {
        return step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName();
    }

    private static String kind(Class<?> type) {
        if (type == Integer.class) {
            return "whole number";
        } else if (type == Boolean.class) {
            return "true or false";
        } else if (List.class.isAssignableFrom(type)) {
            return "list";
        }
        return type == String.class ? "text" : "group of fields";
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    /** @param reference {@code file:PATH} or {@code env:NAME}; a secret in clear in a configuration file is refused */
    static String secret(String field, String reference) {
        if (reference.startsWith("env:")) {
            String value = System.getenv(reference.substring(4));
            if (value == null || value.isBlank()) {
                throw new ConfigException(field + ": environment variable " + reference.substring(4) + " is not set");
            }
            return value.strip();
        }
        if (reference.startsWith("file:")) {
            try {
                String value = Files.readString(Path.of(reference.substring(5))).strip();
                if (value.isEmpty()) {
                    throw new ConfigException(field + ": " + reference + " is empty");
                }
                return value;
            } catch (IOException e) {
                throw new ConfigException(field + ": " + reference + " cannot be read");
            }
        }
        throw new ConfigException(field + " must be file:PATH or env:NAME, not the secret itself");
    }
}
