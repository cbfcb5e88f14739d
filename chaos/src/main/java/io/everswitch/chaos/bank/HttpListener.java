package io.everswitch.chaos.bank;

import io.everswitch.chaos.http.Exchange;
import io.everswitch.chaos.http.HttpServer;
import io.everswitch.chaos.http.ServerSettings;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The port that the channels of the families over HTTP share. Blocks, so it is used off the event loops; one caller at a time. */
final class HttpListener implements BankPort {
    private final String host;
    private final EventLoopGroup loops;
    private final Map<String, WebBank> banks = new HashMap<>();
    private volatile int port;
    private @Nullable HttpServer server;

    HttpListener(String host, int port, EventLoopGroup loops, List<WebBank> served) {
        this.host = host;
        this.port = port;
        this.loops = loops;
        for (WebBank bank : served) {
            if (banks.put(bank.desk().channel().requireHttp().basePath(), bank) != null) {
                throw new IllegalArgumentException("channel " + bank.desk().id() + " has another one's address");
            }
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean serves(ChannelDesk desk) {
        return banks.values().stream().anyMatch(bank -> bank.desk() == desk);
    }

    @Override
    public void refresh() throws IOException {
        if (banks.values().stream().allMatch(bank -> bank.desk().behaviour().down())) {
            close();
        } else if (server == null) {
            server = HttpServer.start(ServerSettings.of("bank-http", host, port), loops, this::handle);
            port = server.port();
        }
    }

    private void handle(Exchange exchange) {
        String path = exchange.path();
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            WebBank bank = banks.get(path.substring(0, end));
            if (bank != null) {
                bank.handle(exchange, path.substring(end));
                return;
            }
        }
        exchange.reply(HttpReplies.code(404, "no_such_channel", "no bank lives here"));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
