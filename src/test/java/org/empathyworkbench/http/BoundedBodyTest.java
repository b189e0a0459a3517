package org.empathyworkbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.Hang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server of bare sockets says what no HTTP library would. */
@Timeout(Hang.SECONDS)
class BoundedBodyTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @FunctionalInterface
    private interface Speech {
        void to(OutputStream out) throws IOException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch clientGone = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private ServerSocket server;

    @BeforeEach void listen() throws IOException { server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress()); }

    @AfterEach void stop() throws IOException {
        over.countDown();
        server.close();
        threads.shutdownNow();
    }

    private void says(Speech speech) {
        threads.execute(() -> {
            try (Socket socket = server.accept()) {
                while (!endsHead(socket)) continue;
                speech.to(socket.getOutputStream());
            } catch (IOException hungUp) {
                clientGone.countDown();
            }
        });
    }

    /** Reads one line of the request; true for the empty one at its end. */
    private static boolean endsHead(Socket socket) throws IOException {
        int length = 0;
        for (int one = socket.getInputStream().read(); one >= 0 && one != '\n'; one = socket.getInputStream().read())
            if (one != '\r') length++;
        return length == 0;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private byte[] get(BoundedBody body, Duration silence, Duration total) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/")).build();
        return CancellableRequest.await(HttpClient.newHttpClient().sendAsync(request, body),
                body::received, () -> { }, silence, total, () -> false).body();
    }

    @Test void aBodyWithinTheBoundIsReadWhole() throws IOException {
        says(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
        BoundedBody body = new BoundedBody(5);
        assertThat(get(body, LONG, LONG)).asString().isEqualTo("hello");
        assertThat(body.received()).isEqualTo(5);
    }

    @Test void aBodyWithoutEndIsGivenUpAtTheBoundAndTheConnectionClosed() throws InterruptedException {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        says(out -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) write(out, chunk);
        });
        BoundedBody body = new BoundedBody(1 << 20);
        assertThatThrownBy(() -> get(body, LONG, LONG)).isInstanceOf(BoundedBody.TooLarge.class)
                .hasMessage("the answer is larger than 1 MiB");
        assertThat(clientGone.await(Hang.SECONDS, TimeUnit.SECONDS)).as("the server notices that nobody reads any more").isTrue();
    }

    @Test void aBodyOfUnknownLengthThatEndsWithTheConnectionIsBoundedToo() {
        says(out -> {
            write(out, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) write(out, "y".repeat(10_000));
        });
        assertThatThrownBy(() -> get(new BoundedBody(100_000), LONG, LONG))
                .isInstanceOf(BoundedBody.TooLarge.class).hasMessage("the answer is larger than 100,000 bytes");
    }

    @Test void aLengthAboveTheBoundIsRefusedBeforeTheBodyComes() {
        says(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 6100000000\r\n\r\n");
            awaitEnd();
        });
        BoundedBody body = new BoundedBody(8 << 20);
        assertThatThrownBy(() -> get(body, LONG, LONG)).isInstanceOf(BoundedBody.TooLarge.class)
                .hasMessage("the answer is larger than 8 MiB");
        assertThat(body.received()).isZero();
    }

    @Test void aServerThatDripsByteByByteEndsAtTheTotalTime() {
        says(out -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (!awaitEnd(20)) write(out, "1\r\n \r\n");
        });
        BoundedBody body = new BoundedBody(1 << 20);
        assertThatThrownBy(() -> get(body, Duration.ofSeconds(20), Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class).hasMessage("the answer was not complete after 1 s");
        assertThat(body.received()).as("it was never silent").isPositive();
    }

    @Test void bytesThatComeCountAgainstSilence() throws IOException {
        says(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n");
            for (int i = 0; i < 15 && !awaitEnd(250); i++) write(out, "z");
        });
        assertThat(get(new BoundedBody(100), Duration.ofSeconds(3), LONG)).as("3.75 s altogether, never silent for 3 s").hasSize(15);
    }

    @Test void aBodyThatStopsInTheMiddleIsSilence() {
        says(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\nzzz");
            awaitEnd();
        });
        assertThatThrownBy(() -> get(new BoundedBody(100), Duration.ofSeconds(1), LONG))
                .isInstanceOf(IOException.class).hasMessage("nothing came for 1 s");
    }

    private void awaitEnd() { awaitEnd(60_000); }

    private boolean awaitEnd(long millis) {
        try {
            return over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
