package org.empathyworkbench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that does nothing but save is killed over and over (SIGKILL), at any moment; each time the
 * next one goes on from the last checkpoint.
 */
@Tag("slow")
class CheckpointKillTest {
    private static final int PROCESSES = 4;
    private static final int KILLS = 26;                    // of each
    private static final int BYTES = 40_000;

    /** The state after a step: a run's whole history in one number, so that a lost or doubled step shows. */
    private static long next(long state) { return new SplittableRandom(state).nextLong(); }

    private static Snapshot snapshot(int step, long state) {
        Snapshot snapshot = new Snapshot(step).put("state", state).score(-Math.abs(step % 17 - 8));
        for (String name : List.of("model", "optimiser/first", "optimiser/second")) {
            snapshot.file(name, target -> {
                byte[] bytes = new byte[BYTES];
                new Random(state + name.hashCode()).nextBytes(bytes);
                Files.write(target, bytes);
            });
        }
        return snapshot;
    }

    /** The child: goes on from the newest checkpoint, step after step, without end. */
    static final class Child {
        private Child() { }

        public static void main(String[] arguments) throws IOException {
            PrintStream out = System.out;
            CheckpointFolder saved = new CheckpointFolder(Path.of(arguments[0]), "run", Clock.systemUTC());
            saved.clearUnfinished();
            Checkpoint begin = saved.newest(sentence -> out.println("damaged " + sentence)).orElse(null);
            int step = begin == null ? 0 : begin.step();
            long state = begin == null ? 1 : begin.whole("state");
            out.println("began " + step);
            while (true) {
                step++;
                state = next(state);
                saved.save(snapshot(step, state));
                saved.prune(2);
                out.println("saved " + step);
            }
        }
    }

    @Test void aHundredKillsLoseNothingButTheStepsSinceTheLastCheckpoint(@TempDir Path folder) {
        ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            int number = i;
            all.add(CompletableFuture.supplyAsync(() -> killOften(folder.resolve("run" + number), new SplittableRandom(number)), threads));
        }
        // the folder is theirs until all have ended
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).exceptionally(failed -> null).join();
        int steps = all.stream().mapToInt(CompletableFuture::join).sum();
        threads.shutdown();
        assertThat(steps).as("the children came somewhere in the end").isGreaterThan(PROCESSES * KILLS / 2);
    }

    /** @return steps at the end */
    private static int killOften(Path folder, SplittableRandom random) {
        // the last step that a child said it had saved
        int known = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            known = Math.max(known, killOnce(folder, known, random));
            List<String> damaged = new ArrayList<>();
            CheckpointFolder saved = new CheckpointFolder(folder, "run", Clock.systemUTC());
            Checkpoint found = saved.newest(damaged::add).orElse(null);
            assertThat(damaged).as("a folder of a checkpoint's name is whole").isEmpty();
            assertThat(found == null ? 0 : found.step()).as("nothing that was saved is lost").isGreaterThanOrEqualTo(known);
            if (found == null) continue;
            assertThat(found.whole("state")).as("no step twice, none left out").isEqualTo(stateAt(found.step()));
            for (CheckpointInfo info : saved.list()) saved.at(info.step());                     // every one of them can be opened
            // two newest, the best, and two that a kill kept from being deleted
            assertThat(saved.list().size()).isLessThanOrEqualTo(5);
        }
        return known;
    }

    private static int killOnce(Path folder, int known, SplittableRandom random) {
        int saved = known;
        try (ChildJvm child = ChildJvm.start(List.of("-Xmx64m", "-Xshare:auto", "-XX:TieredStopAtLevel=1"),
                Child.class, builder -> { }, folder.toString());
             BufferedReader lines = new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.UTF_8))) {
            String began = lines.readLine();
            assertThat(began).isNotNull().startsWith("began ");
            // for so many checkpoints, and then a little
            int waits = random.nextInt(5);
            for (String line = began; line != null; line = lines.readLine()) {
                assertThat(line).doesNotStartWith("damaged");
                if (line.startsWith("saved ")) saved = Integer.parseInt(line.substring(6));
                if (waits-- == 0) CompletableFuture.delayedExecutor(random.nextInt(20_000), TimeUnit.MICROSECONDS).execute(child::kill);
            }
            assertThat(child.await()).as("killed, not crashed").isEqualTo(137);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return saved;
    }

    private static long stateAt(int step) {
        long state = 1;
        for (int i = 0; i < step; i++) state = next(state);
        return state;
    }
}
