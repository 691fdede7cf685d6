package dev.unroll.spark;

import dev.unroll.data.Gunzip;
import dev.unroll.data.format.Input;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import dev.unroll.spec.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Files that tasks open.
 *
 * @param files by number
 * @param encoding their charset
 * @param configuration of the file systems
 */
record TaskFiles(ArrayList<CorpusFile> files, String encoding, SerializableConfiguration configuration)
        implements Serializable {
    TaskFiles(CorpusFiles found, String encoding, Configuration configuration) {
        this(new ArrayList<>(found.files()), encoding, new SerializableConfiguration(configuration));
    }

    /** A file from its beginning, unpacked. */
    Input open(int number) throws IOException {
        CorpusFile file = files.get(number);
        Path path = new Path(URI.create(file.uri()));
        try {
            InputStream bytes = HadoopPaths.system(path, configuration.value()).open(path);
            return new Input(file.name(), Gunzip.unpacked(file.name(), bytes), Charset.forName(encoding));
        } catch (FileNotFoundException | AccessControlException e) {
            throw new UsageException(
                    "cannot read: file=" + file.name() + " cause=" + HadoopPaths.firstLine(e),
                    "check its name and its permissions, and that all executors see it");
        }
    }
}
