package io.everswitch.chaos.shop;

import io.everswitch.chaos.http.LogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The demo shop as a process. Prints a line that starts with READY once its port is open; SIGTERM ends it cleanly. */
@Command(name = "shop", mixinStandardHelpOptions = true, description = "The demo's merchant.")
public final class ShopMain implements Callable<Integer> {
    private static final int SECRET_BYTES = 32;
    private static final String SECRET_PREFIX = "whsec_";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", description = "port (default: ${DEFAULT-VALUE})")
    private int port = ShopSettings.PORT;

    @Option(names = "--switch", description = "the switch's merchant API (default: ${DEFAULT-VALUE})")
    private URI switchUrl = URI.create("http://127.0.0.1:8080");

    @Option(names = "--api-key", description = "the merchant's key (default: the demo's)")
    private String apiKey = "sk_demo_merchant";

    @Option(names = "--secret-file", description = "file with the webhook secret (whsec_…); without it one is made")
    private @Nullable Path secretFile;

    @Option(names = "--public-url", description = "how browser and switch reach the shop (default: its own port)")
    private String publicUrl = "";

    @Option(names = "--cashier-origin", description = "origin of a cashier page beside the switch's; may be repeated")
    private List<String> cashierOrigins = List.of();

    @Option(names = "--received-max", description = "webhooks that are kept (default: ${DEFAULT-VALUE})")
    private int receivedMax = ShopSettings.RECEIVED_MAX;

    @Option(names = "--log", description = "log file; without it the log goes to standard output")
    private @Nullable Path log;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ShopMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (log == null) {
            LogFile.quiet();
        } else {
            LogFile.use(log);
        }
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        try {
            ShopSettings settings = new ShopSettings(
                    "127.0.0.1",
                    port,
                    publicUrl,
                    switchUrl,
                    apiKey,
                    secret(),
                    cashierOrigins,
                    receivedMax,
                    ShopSettings.defaultBytesMax());
            return serve(Shop.start(settings), line.getOut());
        } catch (IOException | IllegalArgumentException e) {
            line.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private String secret() throws IOException {
        if (secretFile == null) {
            byte[] bytes = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(bytes);
            return SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
        }
        String text = Files.readString(secretFile).strip();
        if (!text.startsWith(SECRET_PREFIX)) {
            throw new IOException("the webhook secret in " + secretFile + " must begin with " + SECRET_PREFIX);
        }
        return text;
    }

    private static int serve(Shop shop, PrintWriter out) throws InterruptedException {
        CountDownLatch forever = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(shop), "shop-shutdown"));
        out.println("READY http://127.0.0.1:" + shop.port());
        out.flush();
        forever.await();
        return CommandLine.ExitCode.OK;
    }

    private static void close(Shop shop) {
        try {
            shop.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(ShopMain.class).error("the shop could not be closed", e);
        }
    }
}
