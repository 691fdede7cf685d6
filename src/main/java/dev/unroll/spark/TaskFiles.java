package dev.unroll.spark;

import dev.unroll.data.format.Input;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.DataSpec.InvalidUtf8;
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
 * @param invalid what becomes of bytes that are none of it
 * @param configuration of the file systems
 */
record TaskFiles(
        ArrayList<CorpusFile> files, String encoding, InvalidUtf8 invalid, SerializableConfiguration configuration)
        implements Serializable {
    TaskFiles(CorpusFiles found, DataSpec data, Configuration configuration) {
        this(
                new ArrayList<>(found.files()),
                data.encoding(),
                data.invalidUtf8(),
                new SerializableConfiguration(configuration));
    }

    /** A file from its beginning, unpacked. */
    Input open(int number) throws IOException {
        CorpusFile file = files.get(number);
        return open(file.name(), new Path(URI.create(file.uri())));
    }

    /** Another file, read as these are. */
    Input open(String name, Path path) throws IOException {
        return new Input(
                name, ExampleFiles.open(name, path, configuration.value()), Charset.forName(encoding), invalid);
    }
}
