package dev.unroll.spec;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {
    private static Spec spec(String... words) {
        return Spec.from(Conf.parse("a.conf", "", List.of(words)));
    }

    private static String refusal(String... words) {
        return assertThrows(UsageException.class, () -> spec(words)).getMessage();
    }

    @Test
    void everyDefaultIsAccepted() {
        Spec spec = spec();
        assertEquals(Task.LANGUAGE_MODEL, spec.task());
        assertEquals(10, spec.train().epochs());
        assertEquals(0, spec.train().rounds());
        assertEquals(4, spec.train().workers());
    }

    @Test
    void resolvedPropertiesHoldEveryKeyAndReadBackAsTheSame() {
        Spec spec = spec(
                "network.init=uniform:0.1",
                "train.schedule=cosine",
                "train.optimizer=sgd",
                "train.momentum=0.5",
                "data.format=csv",
                "data.where=a > 1",
                "data.options.sep=;",
                "vocabulary.unit=word",
                "network.embedding=7",
                "network.tied=true",
                "evaluate.context=line",
                "train.sync.local-steps=2",
                "train.sync.inner-state=reset",
                "train.carry=turn-local",
                "data.train=x",
                "output.model=y");
        SortedMap<String, String> properties = spec.toProperties();
        for (Key key : Keys.all()) {
            boolean other = key == Keys.TRAIN_ROUNDS || key == Keys.DATA_OPTIONS;
            assertEquals(!other, properties.containsKey(key.name()), key.name());
        }
        assertEquals(";", properties.get("data.options.sep"));
        assertEquals("true", properties.get("data.eos"));
        assertEquals(spec, Spec.from(Conf.of(properties)));
        assertEquals(List.of(), spec.differences(Spec.from(Conf.of(properties))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.validation=1",
                "data.validation=1.5",
                "data.validation=-0.1",
                "data.validation=10%",
                "data.encoding=utf-99",
                "data.encoding=a b",
                "data.shard-tokens=0",
                "data.shard-tokens=268435457",
                "data.max-length=-1",
                "vocabulary.k=0",
                "vocabulary.k=13",
                "vocabulary.size=1",
                "vocabulary.size=-1",
                "vocabulary.min-count=0",
                "network.layers=0",
                "network.layers=65",
                "network.hidden=0",
                "network.hidden=65537",
                "network.embedding=-1",
                "network.spelling=-1",
                "network.spelling=65537",
                "network.spelling.embedding=0",
                "network.dropout=1",
                "network.dropout=-0.1",
                "network.recurrent-dropout=1",
                "network.init=uniform:11",
                "network.init=uniform:-1",
                "train.workers=0",
                "train.workers=65537",
                "train.batch=0",
                "train.batch=65537",
                "train.steps=-1",
                "train.rounds=-1",
                "train.epochs=0",
                "train.epochs=-1",
                "train.sync.local-steps=0",
                "train.sync.outer-rate=0",
                "train.sync.outer-rate=11",
                "train.sync.outer-momentum=1",
                "train.momentum=1",
                "train.weight-decay=2",
                "train.weight-decay=-1",
                "train.beta1=1",
                "train.beta2=-0.5",
                "train.epsilon=0",
                "train.rate=0",
                "train.rate=1e7",
                "train.schedule.factor=1",
                "train.schedule.factor=0",
                "train.schedule.every=0",
                "train.schedule.after=-1",
                "train.schedule.final=2",
                "train.schedule.patience=-1",
                "train.warm-up=-1",
                "train.clip-norm=-1",
                "train.clip-value=-1",
                "train.ema=1",
                "train.evaluate-every=-1",
                "train.checkpoint-every=0",
                "train.keep-checkpoints=0",
                "train.patience=-1",
                "evaluate.lanes=-1",
                "evaluate.baseline-units=-1"
            })
    void aValueOutOfRangeIsRefusedNamingItsKeyAndItsRange(String word) {
        String key = word.substring(0, word.indexOf('='));
        String message = refusal(word);
        assertTrue(message.startsWith("value out of range: " + key + "="), message);
        assertTrue(
                message.contains("; hint: set " + key + " to "
                        + Keys.named(key).orElseThrow().values()),
                message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.context=page",
                "data.eos=maybe",
                "data.bad-records=keep",
                "data.invalid-utf8=ignore",
                "data.too-long=cut",
                "vocabulary.unit=letter",
                "vocabulary.normalize=nfd",
                "vocabulary.lowercase=1",
                "network.cell=transformer",
                "network.activation=gelu",
                "network.init=normal",
                "network.init=uniform:",
                "network.init=uniform:0",
                "network.output=relu",
                "network.pool=sum",
                "network.crf=maybe",
                "network.casing=maybe",
                "train.loss=absolute",
                "train.loss=huber:",
                "train.loss=huber:0",
                "train.steps=all",
                "train.optimizer=lion",
                "train.schedule=linear",
                "train.carry=drop",
                "train.sync.inner-state=keep",
                "train.non-finite=ignore",
                "train.seed=1.5",
                "train.rounds=many",
                "evaluate.context=page",
                "train.rate=fast"
            })
    void aValueThatIsNotUnderstoodIsRefusedNamingItsKey(String word) {
        String message = refusal(word);
        assertTrue(message.startsWith("value not understood: " + word + " on the command line; hint: set "), message);
    }

    @ParameterizedTest
    @CsvSource({
        "network.activation, network.activation=relu",
        "network.tied, network.tied=true",
        "network.bidirectional, network.bidirectional=true",
        "network.bidirectional, task=generate network.bidirectional=true",
        "network.spelling, network.spelling=25",
        "network.spelling, vocabulary.unit=word network.spelling=25",
        "network.spelling, task=tag network.spelling=25",
        "network.spelling.embedding, task=tag vocabulary.unit=word network.spelling.embedding=30",
        "network.casing, vocabulary.unit=word network.casing=true",
        "network.casing, task=classify vocabulary.unit=byte network.casing=true",
        "network.embedding.file, vocabulary.unit=word network.embedding=5 network.embedding.file=v.txt",
        "network.embedding.file, task=tag network.embedding=5 network.embedding.file=v.txt",
        "network.embedding.file, task=tag vocabulary.unit=word network.embedding.file=v.txt",
        "network.output, network.output=sigmoid",
        "network.output, task=classify network.output=linear",
        "network.output, task=regress network.output=softmax",
        "network.output, task=generate network.output=linear",
        "network.pool, network.pool=mean",
        "network.pool, task=tag network.pool=last",
        "network.pool, task=generate network.pool=max",
        "network.pool, task=classify network.pool=none",
        "network.crf, network.crf=true",
        "network.crf, task=tag network.crf=true network.output=sigmoid",
        "network.crf, task=classify network.crf=true",
        "network.tied, task=tag network.embedding=5 network.tied=true",
        "train.loss, train.loss=huber:1",
        "train.loss, task=classify train.loss=huber:1",
        "train.steps, task=classify train.steps=8",
        "train.steps, task=tag network.bidirectional=true train.steps=8",
        "train.steps, task=tag network.crf=true train.steps=8",
        "train.steps, train.steps=0",
        "train.epochs, train.epochs=2 train.rounds=3",
        "train.momentum, train.momentum=0.9",
        "train.nesterov, train.optimizer=sgd train.nesterov=true",
        "data.eos, vocabulary.unit=byte data.eos=true",
        "data.where, data.where=x",
        "data.format, data.options.sep=x",
        "data.encoding, data.format=csv data.encoding=ISO-8859-1",
        "data.max-length, data.max-length=5",
        "vocabulary.lowercase, vocabulary.unit=byte vocabulary.lowercase=true",
        "vocabulary.lowercase, vocabulary.unit=kmer vocabulary.lowercase=true",
        "vocabulary.normalize, vocabulary.unit=nucleotide vocabulary.normalize=nfc",
        "network.tied, network.tied=true network.embedding=5 network.bidirectional=true",
        "train.patience, train.patience=3 data.validation=0",
        "train.schedule, train.schedule=plateau data.validation=0.00",
        "train.sync.outer-rate, train.sync.outer-rate=0.7",
        "train.sync.outer-momentum, train.sync.outer-momentum=0.9",
        "train.sync.inner-state, train.sync.inner-state=reset",
        "train.beta1, train.optimizer=sgd train.beta1=0.8",
        "train.beta2, train.optimizer=sgd train.beta2=0.99",
        "train.epsilon, train.optimizer=sgd train.epsilon=1e-6",
        "train.schedule.factor, train.schedule.factor=0.3",
        "train.schedule.factor, train.schedule=cosine train.schedule.factor=0.3",
        "train.schedule.every, train.schedule=plateau train.schedule.every=2",
        "train.schedule.after, train.schedule=plateau train.schedule.after=2",
        "train.schedule.final, train.schedule=step train.schedule.final=0",
        "train.schedule.patience, train.schedule=step train.schedule.patience=1",
        "vocabulary.k, vocabulary.k=3",
        "data.too-long, data.context=line data.too-long=reject",
    })
    void settingsThatContradictEachOtherAreRefused(String key, String words) {
        String message = refusal(words.split(" "));
        assertTrue(message.startsWith("settings contradict each other: " + key + "="), message);
    }

    @Test
    void whatIsAllowedTogetherIsAccepted() {
        assertEquals(
                Activation.RELU,
                spec("network.cell=rnn", "network.activation=relu").network().activation());
        assertEquals(0, spec("data.context=line", "train.steps=0").train().steps());
        assertTrue(spec("data.context=line", "vocabulary.unit=byte").data().eos());
        assertEquals("ISO-8859-1", spec("data.encoding=latin1").data().encoding());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train.patience=3 train.schedule=plateau data.validation=valid.txt",
                "train.patience=3 train.schedule=plateau train.schedule.factor=0.3 train.schedule.patience=1",
                "train.schedule=step train.schedule.factor=0.3 train.schedule.every=2 train.schedule.after=2",
                "train.schedule=cosine train.schedule.final=0",
                "train.sync.local-steps=2 train.sync.outer-rate=0.7 train.sync.outer-momentum=0.9 train.sync.inner-state=reset",
                "train.optimizer=adamw train.beta1=0.8 train.beta2=0.99 train.epsilon=1e-6",
                "vocabulary.unit=kmer vocabulary.k=3",
                "data.context=line data.max-length=9 data.too-long=reject",
            })
    void settingsThatAreReadAreAccepted(String words) {
        Spec spec = spec(words.split(" "));
        assertEquals(spec, Spec.from(Conf.of(spec.toProperties())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train.sync.outer-rate=1.0",
                "train.sync.inner-state=average",
                "train.optimizer=sgd train.beta1=.90 train.epsilon=0.00000001",
                "train.schedule.factor=5e-1",
                "train.schedule.patience=2",
                "vocabulary.k=6",
                "data.too-long=window",
            })
    void aSettingThatNothingReadsMayHaveItsDefault(String words) {
        assertDoesNotThrow(() -> spec(words.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task=tag",
                "task=tag network.bidirectional=true network.crf=true",
                "task=tag network.output=sigmoid train.steps=8",
                "task=tag vocabulary.unit=word network.spelling=25 network.spelling.embedding=30 network.casing=true",
                "task=classify vocabulary.unit=word network.embedding=50 network.embedding.file=v.txt",
                "task=tag network.output=linear train.loss=huber:0.5",
                "task=classify network.bidirectional=true network.pool=attention",
                "task=classify network.output=sigmoid network.pool=mean",
                "task=classify train.class-weights=balanced",
                "task=regress train.loss=huber:2 network.pool=centre",
                "task=regress network.pool=none train.steps=8",
            })
    void otherTasksNeedRecordsWithLabels(String words) {
        Spec spec = spec((words + " data.format=conll").split(" "));
        assertEquals(DataSpec.Context.LINE, spec.data().context());
        assertFalse(spec.data().eos());
        String refusal = refusal(words.split(" "));
        assertTrue(refusal.startsWith("settings contradict each other: data.format=text"), refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "text, '', none",
        "csv, '', none",
        "csv, data.label-column=language, class",
        "class-files, '', class",
        "class-files, data.given=none, none",
        "labelled-lines, data.given=number, number"
    })
    void recordsAreWrittenFromTheLabelsThatThereAre(String format, String more, String kind) {
        Spec spec = spec(
                ("task=generate data.format=" + format + " " + more).strip().split(" "));
        assertEquals(kind, Words.of(spec.network().given().kind()));
        assertEquals(kind, spec.toProperties().get("data.given"));
        assertEquals(DataSpec.Context.LINE, spec.data().context());
        assertTrue(spec.data().eos());
        assertEquals(0, spec.train().steps());
        assertEquals(spec, Spec.from(Conf.of(spec.toProperties())));
    }

    @ParameterizedTest
    @CsvSource({
        "data.format, data.format=conll",
        "data.format, data.format=ts",
        "data.given, data.given=class",
        "data.given, data.format=csv data.given=number",
        "data.given, data.format=class-files data.given=number",
        "data.given, task=classify data.format=class-files data.given=class",
        "network.given, network.given=first-state",
        "network.given, data.format=class-files data.given=none network.given=first-state",
        "network.given, task=language-model network.given=first-state",
        "data.positive-label, data.format=class-files data.positive-label=a",
        "data.too-long, data.max-length=9 data.too-long=keep-first",
        "network.spelling, vocabulary.unit=word network.spelling=9"
    })
    void whatNothingCanBeWrittenFromIsRefused(String key, String words) {
        String message = refusal(("task=generate " + words).split(" "));
        assertTrue(message.startsWith("settings contradict each other: " + key + "="), message);
    }

    @Test
    void whatIsWrittenMayBeTiedToWhatIsRead() {
        assertTrue(spec("task=generate", "network.embedding=9", "network.tied=true")
                .network()
                .tied());
    }

    @ParameterizedTest
    @CsvSource({
        "data.labels.scheme, data.format=conllu data.labels.scheme=iob1",
        "data.labels.from, data.format=conll data.labels.from=folder",
        "data.key-column, data.format=ts data.key-column=id",
        "data.text-column, data.format=class-files data.text-column=2",
        "data.train, data.format=adding data.train=x",
        "data.eos, data.format=conll data.eos=true",
        "data.too-long, data.format=conll data.max-length=9 data.too-long=window",
    })
    void aFormatIsToldOnlyWhatItReads(String key, String words) {
        String message = refusal(("task=tag " + words).split(" "));
        assertTrue(message.startsWith("settings contradict each other: " + key + "="), message);
    }

    @Test
    void labelledRecordsThatAreTooLongAreLeftOut() {
        Spec spec = spec("task=tag", "data.format=conll", "data.max-length=9");
        assertEquals(DataSpec.TooLong.REJECT, spec.data().tooLong());
        assertEquals(spec, Spec.from(Conf.of(spec.toProperties())));
    }

    @Test
    void aLanguageModelSaysOneOfItsUnitsAtEachStep() {
        assertEquals(HeadSpec.SOFTMAX, spec().network().head());
        assertEquals(64, spec().train().steps());
        assertEquals("none", spec().toProperties().get("network.pool"));
        assertEquals("softmax", spec().toProperties().get("network.output"));
        assertEquals("squared", spec().toProperties().get("train.loss"));
        assertEquals("64", spec().toProperties().get("train.steps"));
    }

    @Test
    void lineEndsAreSymbolsForWordsAndForLines() {
        assertFalse(spec().data().eos());
        assertTrue(spec("data.context=line").data().eos());
        assertTrue(spec("vocabulary.unit=word").data().eos());
        assertFalse(spec("vocabulary.unit=word", "data.eos=false").data().eos());
        assertTrue(spec("data.eos=true").data().eos());
        for (String unit : List.of("byte", "nucleotide", "kmer")) {
            assertFalse(spec("vocabulary.unit=" + unit).data().eos(), unit);
        }
    }

    @Test
    void roundsAndEpochsExcludeEachOtherAndTheCommandLineWins() {
        assertEquals(7, spec("train.rounds=7").train().rounds());
        assertEquals(0, spec("train.rounds=7").train().epochs());
        TrainSpec rounds = Spec.from(Conf.parse("a.conf", "train.epochs=3", List.of("train.rounds=7")))
                .train();
        assertEquals(7, rounds.rounds());
        assertEquals(0, rounds.epochs());
        TrainSpec epochs = Spec.from(Conf.parse("a.conf", "train.rounds=7", List.of("train.epochs=3")))
                .train();
        assertEquals(0, epochs.rounds());
        assertEquals(3, epochs.epochs());
        Conf both = Conf.parse("a.conf", "train.rounds=7\ntrain.epochs=3", List.of());
        assertThrows(UsageException.class, () -> Spec.from(both));
    }

    @Test
    void validationIsAFractionOrAPath() {
        assertEquals(new BigDecimal("0.05"), spec("data.validation=0.05").data().validationFraction());
        assertEquals(Optional.empty(), spec("data.validation=0.05").data().validationPath());
        assertEquals(Optional.empty(), spec("data.validation=0").data().validationPath());
        assertEquals(
                Optional.of("./0.05"), spec("data.validation=./0.05").data().validationPath());
        assertEquals(BigDecimal.ZERO, spec("data.validation=valid.txt").data().validationFraction());
    }

    @Test
    void whatIsMissingIsAskedForWhereItIsNeeded() {
        assertEquals("m", spec("output.model=m").output().requireModel());
        assertEquals("t", spec("data.train=t").data().requireTrain());
        assertTrue(assertThrows(UsageException.class, spec().output()::requireModel)
                .getMessage()
                .startsWith("no model directory: output.model="));
        assertTrue(assertThrows(UsageException.class, spec().data()::requireTrain)
                .getMessage()
                .startsWith("no corpus: data.train="));
    }

    @Test
    void stagedFilesLieInTheModelDirectoryUnlessSaidOtherwise() {
        assertEquals("m/.staging", spec("output.model=m").stagingDirectory());
        assertEquals("s", spec("output.model=m", "data.staging=s").stagingDirectory());
    }

    @Test
    void secretsAreNotStored() {
        Spec spec = spec(
                "data.format=jdbc",
                "data.options.password=p1",
                "data.options.dbToken=p2",
                "data.options.fs.s3a.access.key=p3",
                "data.options.accessKey=p5",
                "data.options.path=plain",
                "data.options.url=jdbc:x?password=p1",
                "data.options.mySecret=p4",
                "data.options.user=me");
        SortedMap<String, String> properties = spec.toProperties();
        assertFalse(properties.toString().matches(".*p[1-5].*"), properties.toString());
        assertEquals("***", properties.get("data.options.password"));
        assertEquals("***", properties.get("data.options.fs.s3a.access.key"));
        assertEquals("***", properties.get("data.options.accessKey"));
        assertEquals("***", properties.get("data.options.url"));
        assertEquals("plain", properties.get("data.options.path"));
        assertEquals("me", properties.get("data.options.user"));
        assertEquals("p1", spec.data().options().get("password"));
        assertEquals("jdbc:x?password=p1", spec.data().options().get("url"));
        assertEquals(List.of(), Spec.from(Conf.of(properties)).differences(spec));
        assertFalse(spec.toString().matches(".*p[1-5].*"), spec.toString());
    }

    @Test
    void aResumedRunMayOnlyChangeItsLengthItsPlacesAndWhatIsMeasuredAfterwards() {
        Spec before = spec("train.epochs=3");
        assertEquals(
                List.of(),
                before.differences(spec(
                        "train.epochs=5",
                        "train.checkpoint-every=7",
                        "train.keep-checkpoints=9",
                        "output.model=elsewhere",
                        "data.staging=elsewhere",
                        "evaluate.context=line",
                        "data.test=test.txt",
                        "evaluate.baseline-units=0")));
        assertEquals(List.of(), before.differences(spec("train.rounds=7")));
        assertEquals(
                List.of("network.hidden: 256 -> 64", "train.batch: 32 -> 16"),
                before.differences(spec("train.epochs=3", "train.batch=16", "network.hidden=64")));
        assertEquals(
                List.of("data.format: text -> csv", "data.options.sep:  -> ;"),
                before.differences(spec("train.epochs=3", "data.format=csv", "data.options.sep=;")));
    }

    @Test
    void aScheduleThatUsesTheEndDoesNotLetItMove() {
        Spec before = spec("train.epochs=3", "train.schedule=cosine");
        assertEquals(
                List.of("train.epochs: 3 -> 5"), before.differences(spec("train.epochs=5", "train.schedule=cosine")));
    }
}
