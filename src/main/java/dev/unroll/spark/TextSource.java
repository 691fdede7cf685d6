package dev.unroll.spark;

import dev.unroll.data.ByteSource;
import dev.unroll.data.TextCorpus;
import dev.unroll.data.TextScan;
import dev.unroll.data.UnitRules;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/** Text files as a task sees them: the corpus they make up, where each lies and how it is cut into units. */
final class TextSource implements Serializable, ByteSource.Opener {
    private static final long serialVersionUID = 1L;

    private final TextCorpus corpus;
    private final HashMap<String, CorpusFile> files = new HashMap<>();
    private final UnitRules rules;
    private final SerializableConfiguration configuration;

    TextSource(List<CorpusFile> files, UnitRules rules, Configuration configuration) {
        List<TextCorpus.TextFile> texts = new ArrayList<>();
        for (CorpusFile file : files) {
            texts.add(new TextCorpus.TextFile(file.path(), file.length()));
            this.files.put(file.path(), file);
        }
        this.corpus = new TextCorpus(texts);
        this.rules = rules;
        this.configuration = new SerializableConfiguration(configuration);
    }

    TextCorpus corpus() {
        return corpus;
    }

    UnitRules rules() {
        return rules;
    }

    /** A scan of the corpus, to be closed. */
    TextScan scan() {
        return new TextScan(corpus, this, rules);
    }

    @Override
    public ByteSource open(String path) throws IOException {
        CorpusFile file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("not a file of the corpus: path=" + path);
        }
        return HadoopBytes.open(file, configuration.value());
    }
}
