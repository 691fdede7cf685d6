package dev.unroll.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    @TempDir
    private Path folder;

    private LocalStore store;

    @BeforeEach
    void openStore() {
        store = new LocalStore(folder);
    }

    private CheckpointFolder keeping(int count) {
        return new CheckpointFolder(store, "checkpoints", count);
    }

    private static Checkpoint checkpoint(long round) {
        return new Checkpoint.Builder(round)
                .array("weights", new float[] {round})
                .build();
    }

    private Path file(long round) {
        return folder.resolve("checkpoints").resolve("round-0000000" + round + ".ckpt");
    }

    private void damage(long round) throws IOException {
        Files.write(file(round), new byte[] {1}, StandardOpenOption.APPEND);
    }

    private static long round(Optional<Checkpoint> checkpoint) {
        return checkpoint.orElseThrow().round();
    }

    @Test
    void anEmptyFolderHasNoNewest() throws IOException {
        assertEquals(Optional.empty(), keeping(2).newest());
    }

    @Test
    void theNewestIsTheHighestRoundNotTheLatestFile() throws IOException {
        CheckpointFolder checkpoints = keeping(3);
        checkpoints.save(checkpoint(9));
        checkpoints.save(checkpoint(7));
        assertEquals(9, round(checkpoints.newest()));
    }

    @Test
    void aDamagedOneIsPassedOver() throws IOException {
        CheckpointFolder checkpoints = keeping(3);
        for (long round = 1; round <= 3; round++) {
            checkpoints.save(checkpoint(round));
        }
        damage(3);
        Files.write(file(2), new byte[0]);
        assertEquals(1, round(checkpoints.newest()));
    }

    @Test
    void aRenamedOneIsPassedOver() throws IOException {
        CheckpointFolder checkpoints = keeping(3);
        checkpoints.save(checkpoint(1));
        Files.copy(file(1), file(5));
        assertEquals(1, round(checkpoints.newest()));
    }

    @Test
    void ifAllAreDamagedTheUserDecides() throws IOException {
        CheckpointFolder checkpoints = keeping(3);
        checkpoints.save(checkpoint(1));
        checkpoints.save(checkpoint(2));
        damage(1);
        damage(2);
        String message = assertThrows(UsageException.class, checkpoints::newest).getMessage();
        assertTrue(message.contains("folder=" + folder.resolve("checkpoints") + " refused=2"), message);
    }

    @Test
    void onlyTheLastOnesAreKept() throws IOException {
        CheckpointFolder checkpoints = keeping(2);
        for (long round = 1; round <= 5; round++) {
            checkpoints.save(checkpoint(round));
        }
        assertEquals(List.of("round-00000004.ckpt", "round-00000005.ckpt"), store.list("checkpoints"));
    }

    @Test
    void damagedOnesDoNotPushOutTheLastGoodOne() throws IOException {
        keeping(9).save(checkpoint(4));
        keeping(9).save(checkpoint(8));
        keeping(9).save(checkpoint(9));
        damage(8);
        damage(9);
        CheckpointFolder resumed = keeping(2);
        assertEquals(4, round(resumed.newest()));
        resumed.save(checkpoint(5));
        assertEquals(List.of("round-00000004.ckpt", "round-00000005.ckpt"), store.list("checkpoints"));
        resumed.save(checkpoint(8));
        resumed.save(checkpoint(9));
        assertEquals(9, round(resumed.newest()));
    }

    /** As a later version would write it: all that is known of it is the beginning. */
    private void makeNewer(long round) throws IOException {
        byte[] bytes = Files.readAllBytes(file(round));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, CheckpointFormat.VERSION + 1);
        Files.write(file(round), bytes);
    }

    @Test
    void oneOfANewerVersionIsNeitherPassedOverNorTakenForDamaged() throws IOException {
        CheckpointFolder checkpoints = keeping(3);
        checkpoints.save(checkpoint(1));
        checkpoints.save(checkpoint(2));
        makeNewer(2);
        String message = assertThrows(UsageException.class, checkpoints::newest).getMessage();
        assertTrue(message.startsWith("checkpoint has a newer format: file=" + file(2)), message);
        assertTrue(message.contains("format_version=2 known=1"), message);
    }

    @Test
    void oneOfANewerVersionIsNeverDeleted() throws IOException {
        CheckpointFolder checkpoints = keeping(1);
        checkpoints.save(checkpoint(2));
        makeNewer(2);
        checkpoints.save(checkpoint(1));
        checkpoints.save(checkpoint(3));
        checkpoints.save(checkpoint(4));
        assertEquals(List.of("round-00000002.ckpt", "round-00000004.ckpt"), store.list("checkpoints"));
    }

    @Test
    void whatACrashLeftBehindAndForeignFilesAreNotCheckpoints() throws IOException {
        CheckpointFolder checkpoints = keeping(1);
        store.append("checkpoints/round-00000007.ckpt" + Store.TEMPORARY, new byte[] {1, 2});
        store.append("checkpoints/readme.txt", new byte[] {3});
        assertEquals(Optional.empty(), checkpoints.newest());
        checkpoints.save(checkpoint(3));
        assertEquals(List.of("readme.txt", "round-00000003.ckpt"), store.list("checkpoints"));
    }
}
