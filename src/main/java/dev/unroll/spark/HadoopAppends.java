package dev.unroll.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one file of a store that grows line by line.
 *
 * @implNote HDFS takes half a second to open a file for appending again, so the stream stays open; each append is on the medium
 * when it returns. A dead writer's file cannot be appended to for a minute: then it is written anew. Object stores cannot append
 * at all: what was added is held back until it is an eighth of the file, so that all rewriting together costs some ten times the
 * file, and written before any other file is created (hence before each checkpoint), before the file is read, and at the end of
 * the JVM.
 */
final class HadoopAppends {
    private static final Logger LOG = LoggerFactory.getLogger(HadoopAppends.class);
    private static final int HELD_BACK_AT_LEAST = 1 << 16;
    private static final int SHARE_HELD_BACK = 8;

    private final FileSystem system;
    private final Configuration configuration;
    private final ByteArrayOutputStream heldBack = new ByteArrayOutputStream();
    private Optional<Path> file = Optional.empty();
    private Optional<FSDataOutputStream> stream = Optional.empty();
    private boolean hooked;

    HadoopAppends(FileSystem system, Configuration configuration) {
        this.system = system;
        this.configuration = configuration;
    }

    synchronized void append(Path path, byte[] bytes) throws IOException {
        if (!Optional.of(path).equals(file)) {
            settle();
            file = Optional.of(path);
        }
        if (!system.exists(path)) {
            rewrite(path, bytes);
        } else if (system.hasPathCapability(path, CommonPathCapabilities.FS_APPEND)) {
            appendToStream(path, bytes);
        } else {
            heldBack.writeBytes(bytes);
            long most = Math.max(HELD_BACK_AT_LEAST, system.getFileStatus(path).getLen() / SHARE_HELD_BACK);
            if (heldBack.size() > most) {
                writeHeldBack();
            } else {
                writeAtTheEnd();
            }
        }
    }

    private void appendToStream(Path path, byte[] bytes) throws IOException {
        if (stream.isEmpty()) {
            try {
                stream = Optional.of(system.append(path));
            } catch (IOException e) {
                LOG.info("cannot append, writing anew: path={} cause={}", path, HadoopPaths.firstLine(e));
                rewrite(path, bytes);
                return;
            }
        }
        FSDataOutputStream out = stream.get();
        out.write(bytes);
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
            out.hsync();
        } else {
            out.flush();
        }
    }

    /** Brings what was held back to the file, if there is anything. */
    synchronized void writeHeldBack() throws IOException {
        if (heldBack.size() > 0 && file.isPresent()) {
            rewrite(file.get(), heldBack.toByteArray());
            heldBack.reset();
        }
    }

    /** Finishes the file; the next append begins again. */
    synchronized void settle() throws IOException {
        writeHeldBack();
        if (stream.isPresent()) {
            FSDataOutputStream open = stream.get();
            stream = Optional.empty();
            open.close();
        }
        file = Optional.empty();
    }

    private void rewrite(Path path, byte[] added) throws IOException {
        byte[] before = {};
        if (system.exists(path)) {
            try (InputStream in = system.open(path)) {
                before = in.readAllBytes();
            }
        }
        byte[] kept = before;
        HadoopFile.create(path, path.suffix(HadoopStore.TEMPORARY), configuration, out -> {
            out.write(kept);
            out.write(added);
        });
    }

    private void writeAtTheEnd() {
        if (!hooked) {
            hooked = true;
            ShutdownHookManager.get().addShutdownHook(this::writeLast, FileSystem.SHUTDOWN_HOOK_PRIORITY + 1);
        }
    }

    private void writeLast() {
        try {
            writeHeldBack();
        } catch (IOException e) {
            LOG.warn("last lines are lost: path={} cause={}", file, HadoopPaths.firstLine(e));
        }
    }
}
