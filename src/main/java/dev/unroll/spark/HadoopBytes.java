package dev.unroll.spark;

import dev.unroll.data.ByteSource;
import dev.unroll.data.CorpusChangedException;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file of any Hadoop file system, read at any position. */
final class HadoopBytes implements ByteSource {
    private final CorpusFile file;
    private final FSDataInputStream in;

    private HadoopBytes(CorpusFile file, FSDataInputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Opens a file that must be as long as when the corpus was listed. */
    static HadoopBytes open(CorpusFile file, Configuration configuration) throws IOException {
        try {
            Path path = new Path(URI.create(file.uri()));
            FileSystem system = HadoopPaths.system(path, configuration);
            long found = system.getFileStatus(path).getLen();
            if (found != file.length()) {
                throw new CorpusChangedException(file.name(), "bytes=" + found + " expected=" + file.length());
            }
            return new HadoopBytes(file, system.open(path));
        } catch (FileNotFoundException e) {
            throw new CorpusChangedException(file.name(), "is gone");
        }
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
        return in.read(position, into, offset, length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
