package dev.unroll.spark;

import dev.unroll.io.Store;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder of any Hadoop file system. It need not exist before the first file is created. */
final class HadoopStore implements Store {
    private final Path root;
    private final FileSystem system;
    private final Configuration configuration;
    private final HadoopAppends appends;

    /** The store in this folder. */
    HadoopStore(Path root, Configuration configuration) throws IOException {
        this.system = HadoopPaths.system(root, configuration);
        this.root = system.makeQualified(root);
        this.configuration = configuration;
        this.appends = new HadoopAppends(system, configuration);
    }

    private Path path(String name) {
        Path path = root;
        for (String part : name.split("/")) {
            path = part.isEmpty() ? path : new Path(path, new Path(null, null, part));
        }
        return path;
    }

    @Override
    public List<String> list(String folder) throws IOException {
        try {
            return Arrays.stream(system.listStatus(path(folder)))
                    .map(status -> status.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    @Override
    public boolean exists(String name) throws IOException {
        return system.exists(path(name));
    }

    @Override
    public long length(String name) throws IOException {
        appends.settle();
        return system.getFileStatus(path(name)).getLen();
    }

    @Override
    public InputStream open(String name) throws IOException {
        appends.settle();
        return system.open(path(name));
    }

    @Override
    public void create(String name, Content content) throws IOException {
        appends.settle();
        HadoopFile.create(path(name), path(name + TEMPORARY), configuration, content);
    }

    @Override
    public void append(String name, byte[] bytes) throws IOException {
        appends.append(path(name), bytes);
    }

    @Override
    public void delete(String name) throws IOException {
        appends.settle();
        Path path = path(name);
        if (system.exists(path) && !system.delete(path, true)) {
            throw new IOException("cannot delete: path=" + path);
        }
    }

    @Override
    public String locate(String name) {
        return path(name).toString();
    }
}
