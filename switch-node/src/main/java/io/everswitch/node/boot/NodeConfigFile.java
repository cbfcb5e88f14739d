package io.everswitch.node.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a node's YAML file and the secrets that it points to. */
final class NodeConfigFile {
    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private NodeConfigFile() {}

    static NodeConfig load(Path file) {
        try {
            return MAPPER.readValue(file.toFile(), NodeConfig.class);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof ConfigException cause) {
                throw new ConfigException(file + ": " + cause.getMessage());
            }
            throw new ConfigException(file + ": " + e.getOriginalMessage() + " at " + e.getPathReference());
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + ": " + e.getOriginalMessage() + " at " + e.getLocation());
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + e.getClass().getSimpleName());
        }
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
