package dev.unroll.spark;

import dev.unroll.data.format.Input;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
        return new Input(
                file.name(), ExampleFiles.open(file.name(), path, configuration.value()), Charset.forName(encoding));
    }
}
