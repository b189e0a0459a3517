package org.empathyworkbench.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response body into memory up to a given number of bytes, whatever length the server announces. The connection is closed as soon
 * as the limit is exceeded, or before anything is read if the announced length exceeds it. One object serves one exchange and counts its
 * bytes, by which {@link CancellableRequest} detects a stalled server.
 */
public final class BoundedBody implements HttpResponse.BodyHandler<byte[]> {
    /** The body exceeds the limit. A retry would give the same. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(long mostBytes) { super("the answer is larger than " + size(mostBytes)); }

        private static String size(long bytes) {
            return bytes >= 1 << 20 ? String.format(Locale.ROOT, "%,d MiB", bytes >> 20) : String.format(Locale.ROOT, "%,d bytes", bytes);
        }
    }

    private final long mostBytes;
    private final AtomicLong received = new AtomicLong();

    public BoundedBody(long mostBytes) { this.mostBytes = mostBytes; }

    /** Bytes received so far; thread-safe. */
    public long received() { return received.get(); }

    @Override public HttpResponse.BodySubscriber<byte[]> apply(HttpResponse.ResponseInfo info) {
        return new Collector(info.headers().firstValueAsLong("Content-Length").orElse(0) > mostBytes);
    }

    private final class Collector implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        /** Copies the client's buffers: a slow server's few bytes would otherwise each retain a whole buffer. */
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final boolean announcedTooLarge;
        private Flow.@Nullable Subscription subscription;

        Collector(boolean announcedTooLarge) { this.announcedTooLarge = announcedTooLarge; }

        @Override public CompletionStage<byte[]> getBody() { return body; }

        @Override public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (announcedTooLarge) refuse(given);
            else given.request(Long.MAX_VALUE);
        }

        @Override public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                if (body.isDone()) return;
                int length = part.remaining();
                if (received.addAndGet(length) > mostBytes) {
                    refuse(Objects.requireNonNull(subscription));
                    return;
                }
                byte[] copy = new byte[length];
                part.get(copy);
                bytes.write(copy, 0, length);
            }
        }

        private void refuse(Flow.Subscription from) {
            from.cancel();
            body.completeExceptionally(new TooLarge(mostBytes));
        }

        @Override public void onError(Throwable failure) { body.completeExceptionally(failure); }

        @Override public void onComplete() { body.complete(bytes.toByteArray()); }
    }
}
