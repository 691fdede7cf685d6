package dev.unroll.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the local file system. */
public final class FileBytes implements ByteSource {
    private final Path path;
    private final FileChannel channel;
    private final long length;

    /** Opens a file. */
    public FileBytes(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.length = channel.size();
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(into, offset, length), position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
