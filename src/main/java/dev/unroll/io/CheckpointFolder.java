package dev.unroll.io;

import dev.unroll.spec.UsageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a training, {@code round-00000123.ckpt} and so on. The newest is the one with the highest round
 * that proves unaltered; times of files mean nothing.
 */
public final class CheckpointFolder {
    /*
     * Pruning after a save keeps the k highest rounds. Files that were refused do not count and go first, so that
     * damaged ones never push out the last good one; the file just saved is always among the kept, and so is what a
     * newer version of this program wrote.
     */
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final Pattern NAME = Pattern.compile("round-(\\d{8,18})\\.ckpt");

    private final Store store;
    private final String folder;
    private final int keep;
    private final Set<String> refused = new HashSet<>();

    private record Found(String name, long round) {}

    /**
     * @param folder within the store, such as {@code checkpoints}
     * @param keep how many to keep, at least 1
     */
    public CheckpointFolder(Store store, String folder, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("keep=" + keep);
        }
        this.store = store;
        this.folder = folder;
        this.keep = keep;
    }

    /** Writes a checkpoint durably, then removes what is no longer needed. */
    public void save(Checkpoint checkpoint) throws IOException {
        String name = String.format(Locale.ROOT, "round-%08d.ckpt", checkpoint.round());
        store.create(folder + "/" + name, out -> CheckpointFormat.write(checkpoint, out));
        refused.remove(name);
        prune(checkpoint.round());
    }

    /**
     * The newest good checkpoint; none if there is no file at all.
     *
     * @throws UsageException if there are files and every one of them is refused, or if a newer version of this program wrote
     *     the newest that is whole: what then is for the user to say
     */
    public Optional<Checkpoint> newest() throws IOException {
        List<Found> found = found();
        for (Found candidate : found) {
            String name = folder + "/" + candidate.name();
            try (InputStream in = new BufferedInputStream(store.open(name), 1 << 16)) {
                Checkpoint checkpoint = CheckpointFormat.read(in, store.length(name), store.locate(name));
                if (checkpoint.round() != candidate.round()) {
                    throw new DamagedFileException(store.locate(name), "holds another round: " + checkpoint.round());
                }
                return Optional.of(checkpoint);
            } catch (DamagedFileException e) {
                refused.add(candidate.name());
                LOG.warn("checkpoint is refused: {}", e.getMessage());
            }
        }
        if (!found.isEmpty()) {
            throw new UsageException(
                    "no checkpoint can be read: folder=" + store.locate(folder) + " refused=" + found.size(),
                    "restore one from a copy, or delete the folder to begin again");
        }
        return Optional.empty();
    }

    private void prune(long saved) throws IOException {
        for (String name : store.list(folder)) {
            if (name.endsWith(".ckpt" + Store.TEMPORARY)) {
                store.delete(folder + "/" + name);
            }
        }
        int good = 0;
        for (Found file : found()) {
            boolean isGood = !refused.contains(file.name());
            if (isGood) {
                good++;
            }
            boolean isWanted = file.round() == saved || (isGood && good <= keep);
            if (!isWanted && !isNewer(file.name())) {
                store.delete(folder + "/" + file.name());
                refused.remove(file.name());
            }
        }
    }

    private boolean isNewer(String name) throws IOException {
        try (InputStream in = store.open(folder + "/" + name)) {
            return CheckpointFormat.isNewer(in);
        }
    }

    /** All checkpoint files, highest round first. */
    private List<Found> found() throws IOException {
        List<Found> found = new ArrayList<>();
        for (String name : store.list(folder)) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                found.add(new Found(name, Long.parseLong(matcher.group(1))));
            }
        }
        found.sort((a, b) -> Long.compare(b.round(), a.round()));
        return found;
    }
}
