package org.empathyworkbench.hub;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes a response body to a file, at most as many bytes as announced. Does not close the channel. */
final class FileSubscriber implements HttpResponse.BodySubscriber<Boolean> {
    private final String file;
    private final FileChannel channel;
    private final long end;
    private final LongConsumer came;
    private final CompletableFuture<Boolean> written = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    /**
     * @param file    its name, for messages
     * @param channel positioned at the body's offset
     * @param end     size of the complete file
     * @param came    receives the number of bytes written
     */
    FileSubscriber(String file, FileChannel channel, long end, LongConsumer came) {
        this.file = file;
        this.channel = channel;
        this.end = end;
        this.came = came;
    }

    @Override public CompletionStage<Boolean> getBody() { return written; }

    @Override public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override public void onNext(List<ByteBuffer> parts) {
        Flow.Subscription from = Objects.requireNonNull(subscription);
        try {
            for (ByteBuffer part : parts) {
                if (channel.position() + part.remaining() > end)
                    throw new IOException("more came than the " + end + " bytes that were announced");
                int bytes = part.remaining();
                write(part);
                came.accept(bytes);
            }
            from.request(1);
        } catch (IOException e) {
            from.cancel();
            written.completeExceptionally(e);
        }
    }

    /** Distinguishes a full disk from a network failure. */
    private void write(ByteBuffer part) throws FileSystemException {
        try {
            while (part.hasRemaining()) channel.write(part);
        } catch (IOException e) {
            FileSystemException disk = new FileSystemException(file, null, e.getMessage());
            disk.initCause(e);
            throw disk;
        }
    }

    @Override public void onError(Throwable failure) { written.completeExceptionally(failure); }

    @Override public void onComplete() { written.complete(true); }
}
