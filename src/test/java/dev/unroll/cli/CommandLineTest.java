package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words and their mistakes, as far as no session is needed. */
class CommandLineTest {
    private static final Path BASE = Path.of(System.getProperty("unroll.basedir", "."));

    @TempDir
    Path folder;

    private String conf;

    @BeforeEach
    void writeConfiguration() throws IOException {
        conf = Files.writeString(
                        folder.resolve("a.conf"), "data.train = nowhere\noutput.model = " + folder + "/model\n")
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "evaluate", "score", "sample", "inspect", "gradcheck"})
    void helpShowsTheOptionsAndAnExample(String command) {
        for (String[] words : new String[][] {{command, "--help"}, {"help", command}}) {
            Run run = Run.of(words).done();
            assertTrue(run.out().startsWith("usage: ./submit.sh " + command), run.out());
            assertTrue(run.out().contains("\n  ./submit.sh " + command + " --"), run.out());
            assertTrue(run.out().endsWith("\n"), run.out());
            assertEquals("", run.err());
        }
    }

    @Test
    void helpListsAllCommandsWithWhatTheyDo() {
        String help = Run.of("--help").done().out();
        for (String command : List.of("train", "evaluate", "score", "sample", "inspect", "gradcheck")) {
            assertTrue(help.matches("(?s).*\n  " + command + " +[A-Z].*"), help);
        }
    }

    @Test
    void whatIsNotBuiltIsNotOffered() {
        String help = Run.of("--help").done().out();
        for (String word : List.of("plan", "export", "convert")) {
            assertTrue(!help.contains(word), word);
        }
    }

    @Test
    void whatIsNotBuiltIsSaidToBeSo() {
        Run.of("plan", "--config", conf).refused("not built in this version: command=plan", "./submit.sh --help");
        for (String command : List.of("export", "convert", "demo-data")) {
            Run.of(command, "--model", "m").refused("not built in this version: command=" + command);
        }
    }

    @Test
    void theVersionNamesTheKernels() {
        assertTrue(Run.of("--version").done().out().matches("(?s)unroll .*kernels (scalar|vector:[0-9]+).*"));
    }

    @Test
    void aSparkBefore4IsRefusedBeforeAnythingElse() {
        ClassLoader mine = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new ClassLoader(mine) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return name.equals("spark-version-info.properties")
                        ? new ByteArrayInputStream("version=3.5.1\n".getBytes(StandardCharsets.ISO_8859_1))
                        : super.getResourceAsStream(name);
            }
        });
        try {
            Run.of("train", "--config", conf).refused("this Spark is too old: spark=3.5.1", "SPARK_HOME");
        } finally {
            Thread.currentThread().setContextClassLoader(mine);
        }
    }

    @Test
    void noCommandIsAMistake() {
        Run.of().refused("no command", "--help");
    }

    @Test
    void aMistypedCommandNamesTheNearest() {
        Run.of("trian", "--config", conf).refused("unknown command: word=trian", "the nearest command is train");
    }

    @Test
    void aMistypedOptionNamesTheNearest() {
        Run.of("train", "--config", conf, "--resum").refused("unknown option: word=--resum", "is --resume");
        Run.of("sample", "--model", "m", "--topk=3").refused("unknown option: word=--topk=3", "is --top-k");
        Run.of("sample", "--model", "m", "five").refused("unknown word: word=five", "spark.*");
    }

    @Test
    void aMissingOptionIsNamed() {
        Run.of("train").refused("missing: --config FILE", "./submit.sh train --help");
        Run.of("score", "--model", "m").refused("--input PATH", "--output PATH");
    }

    @Test
    void aValueThatIsNoNumberIsNamed() {
        Run.of("sample", "--model", "m", "--count", "many").refused("--count", "many");
    }

    @Test
    void aMistypedKeyNamesTheNearest() {
        Run.of("train", "--config", conf, "networks.hidden=64")
                .refused("key=networks.hidden", "the nearest known key is network.hidden");
    }

    @Test
    void aWordThatIsNoSettingIsRefused() {
        Run.of("train", "--config", conf, "hidden").refused("word=hidden", "key=value");
    }

    @Test
    void aConfigurationThatIsNotThereIsRefused() {
        Run.of("train", "--config", folder + "/b.conf").refused("no such configuration", "b.conf");
    }

    @Test
    void aTrainingNeedsACorpusAndAPlace() {
        Run.of("train", "--config", conf, "data.train=").refused("data.train=");
        Run.of("train", "--config", conf, "output.model=").refused("output.model=");
    }

    @Test
    void aTrainingCannotGoOnAndBeReplaced() {
        Run.of("train", "--config", conf, "--resume", "--overwrite").refused("--resume --overwrite");
    }

    @Test
    void aFolderOfOthersIsLeftAlone() throws IOException {
        Path mine =
                Files.writeString(Files.createDirectory(folder.resolve("mine")).resolve("thesis.txt"), "words");
        String model = "output.model=" + mine.getParent();
        Run.of("train", "--config", conf, model).refused("not empty", "mine", "--overwrite", "--resume");
        Run.of("train", "--config", conf, model, "--overwrite").refused("holds no model of ours", "mine");
        Run.of("train", "--config", conf, model, "--resume").refused("holds no model of ours", "mine");
        assertEquals("words", Files.readString(mine));
    }

    @Test
    void aModelThatIsNotThereIsRefused() {
        for (String command : List.of("sample", "inspect")) {
            Run.of(command, "--model", folder + "/none").refused("not a model directory", "none");
        }
        Run.of("evaluate", "--model", folder + "/none", "--input", "x").refused("not a model directory");
    }

    @Test
    void everyPresetIsAccepted() throws IOException {
        int presets = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(BASE.resolve("conf"), "*.conf")) {
            for (Path file : files) {
                boolean madeUp = Files.readString(file).contains("data.format = adding");
                Spec spec = Spec.from(Conf.read(file, madeUp ? List.of() : List.of("data.train=corpus.txt")));
                assertTrue(spec.output().requireModel().startsWith("models/"), file.toString());
                presets++;
            }
        }
        assertTrue(presets >= 4, "presets found: " + presets);
    }

    @Test
    void theGradientOfANetworkIsChecked() {
        Run run = Run.of("gradcheck", "--config", conf, "network.hidden=5", "network.layers=2", "network.cell=gru")
                .done();
        assertTrue(run.out().contains("layer1.forward.relevance.W"), run.out());
        assertTrue(run.err().contains("vocabulary.size is not set"), run.err());
    }

    @Test
    void aBrokenGradientFails() {
        Run run = Run.of("gradcheck", "--config", conf, "network.hidden=5", "vocabulary.size=7", "--break", "output.b");
        assertEquals(Failures.FAILED, run.status(), run.err());
        assertTrue(run.out().matches("(?s).*output.b +[0-9.e-]+ +FAILED.*"), run.out());
        assertTrue(run.err().contains("error: gradient differs"), run.err());
        Run.of("gradcheck", "--config", conf, "network.hidden=5", "--break", "output.bb")
                .refused("--break=output.bb", "output.b");
    }
}
