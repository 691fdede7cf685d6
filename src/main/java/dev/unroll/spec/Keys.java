package dev.unroll.spec;

import static dev.unroll.spec.Key.Effect.BITS;
import static dev.unroll.spec.Key.Effect.LENGTH;
import static dev.unroll.spec.Key.Effect.NONE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every configuration key. docs/configuration.md holds the same table for readers. */
public final class Keys {
    /** The open family of a Spark SQL reader's options. */
    public static final String OPTIONS = "data.options.";
    /** The open family that is handed to Spark and never stored. */
    public static final String SPARK = "spark.";

    private static final String FLAG = "true or false";
    private static final String FROM_0 = "a whole number from 0 on";
    private static final String FROM_1 = "a whole number from 1 on";
    private static final String UNDER_1 = "a number from 0 to below 1";
    private static final Map<String, Key> ALL = new LinkedHashMap<>();

    public static final Key TASK =
            key("task", "language-model", Words.of(Task.values()), "what the network learns", BITS);

    public static final Key DATA_TRAIN = key("data.train", "", "a file, directory or glob", "the corpus", BITS);
    public static final Key DATA_VALIDATION = key(
            "data.validation",
            "0.1",
            "a path, or a fraction from 0 to below 1",
            "held-out text: files, or so much of the end of the training text (of its records by hash; of the end of each"
                    + " sequence for data.format=fasta)",
            BITS);
    public static final Key DATA_TEST =
            key("data.test", "", "a file, directory or glob", "text that is measured once, after training", NONE);
    public static final Key DATA_FOLDS = key(
            "data.folds",
            "0",
            "0, or a whole number from 2 to 100",
            "cross-validation: so many trainings, each measured on the fold that it has not seen; 0 = one training on all",
            BITS);
    public static final Key DATA_FOLD = key(
            "data.fold",
            "0",
            "a whole number from 0 to data.folds",
            "one training of a cross-validation, measured on this fold; 0 = each in its turn, in folders of output.model",
            BITS);
    public static final Key DATA_FORMAT = key(
            "data.format",
            "text",
            "text, conll, conllu, labelled-lines, class-files, fasta, ts, frames, abc, piano-rolls, adding, copy, ahead,"
                    + " or a Spark SQL source such as csv, json, parquet, orc",
            "what the files are",
            BITS);
    public static final Key DATA_ENCODING =
            key("data.encoding", "UTF-8", "the name of a charset", "encoding of text files", BITS);
    public static final Key DATA_WHERE =
            key("data.where", "", "a Spark SQL condition", "which rows of a Spark SQL source", BITS);
    public static final Key DATA_TEXT_COLUMN = key(
            "data.text-column",
            "text",
            "a column's name, or its number from 1 on (from -1 back from the last)",
            "the column that holds the text, or the words",
            BITS);
    public static final Key DATA_LABEL_COLUMN = key(
            "data.label-column",
            "",
            "as data.text-column; upos or xpos for data.format=conllu",
            "the column that says the label; default: the last one of conll, the first of labelled-lines, upos of conllu",
            BITS);
    public static final Key DATA_KEY_COLUMN = key(
            "data.key-column",
            "",
            "as data.text-column",
            "the column that names a record, or the sequence of a frame",
            BITS);
    public static final Key DATA_ORDER_COLUMN = key(
            "data.order-column",
            "",
            "as data.text-column",
            "the column by which the frames of a sequence follow each other",
            BITS);
    public static final Key DATA_FEATURE_COLUMNS = key(
            "data.feature-columns",
            "",
            "columns, separated by commas",
            "the numbers of a frame (default: all columns that are nothing else), or of a table's row, which is then one step",
            BITS);
    public static final Key DATA_SEPARATOR = key(
            "data.separator",
            "",
            "tab, white-space, or what stands there",
            "between the columns of a line; default: white-space for conll, tab for labelled-lines, a comma for frames",
            BITS);
    public static final Key DATA_LABELS_SCHEME = key(
            "data.labels.scheme",
            "bio",
            Words.of(LabelSpec.Scheme.values()),
            "how the labels of data.format=conll say where a name begins and ends; none: they stand for themselves",
            BITS);
    public static final Key DATA_LABELS_MAP = key(
            "data.labels.map",
            "",
            "name -> name, name ->",
            "other names for labels (for their types where there is a scheme); no name: no label",
            BITS);
    public static final Key DATA_LABELS_FROM = key(
            "data.labels.from",
            "name",
            Words.of(LabelSpec.From.values()),
            "what of a file's path is the label of its records, for data.format=class-files",
            BITS);
    public static final Key DATA_LABELS_SEPARATOR =
            key("data.labels.separator", "", "what stands there", "between several labels in one field", BITS);
    public static final Key DATA_LABELS_FILE = key(
            "data.labels.file",
            "",
            "a file's name in the folder of the texts; * is the name of the texts' file without its extension",
            "the label of each line of data.format=labelled-lines stands on the same line of this file",
            BITS);
    public static final Key DATA_POSITIVE_LABEL = key(
            "data.positive-label",
            "",
            "a label",
            "the one that sensitivity, specificity, precision and positive_f1 are about",
            NONE);
    public static final Key DATA_GIVEN = key(
            "data.given",
            "auto",
            "auto, " + Words.of(GivenSpec.Kind.values()),
            "what a record of task=generate begins from: nothing, or its label as a class or as numbers; auto: class, none"
                    + " where there are no labels",
            BITS);
    public static final Key DATA_ANNOTATION = key(
            "data.annotation",
            "",
            "a file, directory or glob",
            "GFF3 or BED that says what lies where on the sequences of data.format=fasta",
            BITS);
    public static final Key DATA_LABELS_TYPES = key(
            "data.labels.types",
            "CDS",
            "types of features, or names of BED rows, each once, separated by commas",
            "which features label their bases; of several on a base the one that stands first here",
            BITS);
    public static final Key DATA_LABELS_STRANDS = key(
            "data.labels.strands",
            "ignore",
            Words.of(DnaSpec.Strands.values()),
            "split: CDS+ and CDS- are classes of their own",
            BITS);
    public static final Key DATA_LABELS_CODONS =
            key("data.labels.codons", "false", FLAG, "a base's place in its codon is a class: CDS0, CDS1, CDS2", BITS);
    public static final Key DATA_LABELS_OVERLAP = key(
            "data.labels.overlap",
            "priority",
            Words.of(DnaSpec.Overlap.values()),
            "a base with several classes: the first of data.labels.types, the end of the job, or all of them"
                    + " (with network.output=sigmoid)",
            BITS);
    public static final Key DATA_WINDOW =
            key("data.window", "4000", "a whole number from 1 to 1048576", "bases of a piece of a sequence", BITS);
    public static final Key DATA_WINDOW_OVERLAP = key(
            "data.window-overlap",
            "1000",
            "a whole number from 0 to below data.window",
            "bases that a piece shares with the one before it; each base counts in the piece that sees more around it",
            BITS);
    public static final Key DATA_CONTIGS_TRAIN = key(
            "data.contigs.train",
            "",
            "names, separated by commas",
            "sequences to train on, by the first word of their headers; default: all that are in no other part",
            BITS);
    public static final Key DATA_CONTIGS_VALIDATION = key(
            "data.contigs.validation",
            "",
            "names, separated by commas",
            "held-out sequences, of data.validation if that is a path, otherwise of data.train",
            BITS);
    public static final Key DATA_CONTIGS_TEST = key(
            "data.contigs.test",
            "",
            "names, separated by commas",
            "sequences that are measured once, of data.test if that is set, otherwise of data.train",
            BITS);
    public static final Key DATA_AMBIGUOUS = key(
            "data.ambiguous",
            "symbols",
            Words.of(DnaSpec.Ambiguous.values()),
            "IUPAC codes are units like others, or every letter is read as the probabilities of A, C, G and T",
            BITS);
    public static final Key DATA_SOFT_MASK = key(
            "data.soft-mask",
            "ignore",
            Words.of(DnaSpec.SoftMask.values()),
            "lower-case bases are like others, or have a 1 beside them",
            BITS);
    public static final Key DATA_REVERSE_COMPLEMENT =
            key("data.reverse-complement", "false", FLAG, "train on both strands of each record", BITS);
    public static final Key DATA_OPTIONS = key(
            "data.options.*",
            "",
            "what the reader understands",
            "options of the Spark SQL reader, such as data.options.sep",
            BITS);
    public static final Key DATA_SHARD_TOKENS =
            key("data.shard-tokens", "1000000", "a whole number from 1 to 268435456", "units in a shard at most", BITS);
    public static final Key DATA_BAD_RECORDS = key(
            "data.bad-records",
            "quarantine",
            Words.of(DataSpec.BadRecords.values()),
            "a record that cannot be used: written aside and counted, or the end of the job",
            BITS);
    public static final Key DATA_INVALID_UTF8 = key(
            "data.invalid-utf8",
            "replace",
            Words.of(DataSpec.InvalidUtf8.values()),
            "bytes that are not UTF-8: U+FFFD and counted, or the end of the job",
            BITS);
    public static final Key DATA_CONTEXT = key(
            "data.context",
            "stream",
            Words.of(DataSpec.Context.values()),
            "what a unit may depend on: all text before it, or its line (record)",
            BITS);
    public static final Key DATA_EOS = key(
            "data.eos",
            "auto",
            "auto, true or false",
            "a line end is the symbol <eos>; auto: for words, and for data.context=line",
            BITS);
    public static final Key DATA_MAX_LENGTH =
            key("data.max-length", "0", FROM_0, "units of a record at most; 0 = no limit", BITS);
    public static final Key DATA_TOO_LONG = key(
            "data.too-long", "window", Words.of(DataSpec.TooLong.values()), "what becomes of a longer record", BITS);
    public static final Key DATA_STAGING = key(
            "data.staging",
            "",
            "a directory",
            "where gzip, other charsets and FASTA are unpacked, and records sorted into shards; default .staging in output.model",
            NONE);

    public static final Key VOCABULARY_UNIT =
            key("vocabulary.unit", "char", Words.of(VocabularySpec.Unit.values()), "what a text is cut into", BITS);
    public static final Key VOCABULARY_K =
            key("vocabulary.k", "6", "a whole number from 1 to 12", "bases in a k-mer", BITS);
    public static final Key VOCABULARY_SIZE = key(
            "vocabulary.size",
            "0",
            "0 or a whole number from 3 on",
            "units known at most, the special symbols included; 0 = all",
            BITS);
    public static final Key VOCABULARY_MIN_COUNT =
            key("vocabulary.min-count", "1", FROM_1, "a rarer unit is <unk>", BITS);
    public static final Key VOCABULARY_LOWERCASE =
            key("vocabulary.lowercase", "false", FLAG, "lower-case the text, code point by code point", BITS);
    public static final Key VOCABULARY_NORMALIZE = key(
            "vocabulary.normalize", "none", Words.of(VocabularySpec.Normalize.values()), "Unicode normalisation", BITS);

    public static final Key NETWORK_CELL =
            key("network.cell", "lstm", Words.of(Cell.values()), "the recurrent cell", BITS);
    public static final Key NETWORK_LAYERS =
            key("network.layers", "1", "a whole number from 1 to 64", "stacked layers", BITS);
    public static final Key NETWORK_HIDDEN =
            key("network.hidden", "256", "a whole number from 1 to 65536", "width of each layer and direction", BITS);
    public static final Key NETWORK_BIDIRECTIONAL = key(
            "network.bidirectional",
            "false",
            FLAG,
            "a second scan from the end; not for task=language-model and task=generate",
            BITS);
    public static final Key NETWORK_EMBEDDING = key(
            "network.embedding",
            "0",
            "a whole number from 0 to 65536",
            "width of the unit embedding; 0 = one-hot",
            BITS);
    public static final Key NETWORK_EMBEDDING_FILE = key(
            "network.embedding.file",
            "",
            "a file",
            "vectors with which the embedding begins, a word and its numbers a line; not for language models",
            BITS);
    public static final Key NETWORK_SPELLING = key(
            "network.spelling",
            "0",
            "a whole number from 0 to 65536",
            "width of a scan over each word's characters in each direction, read beside the word; 0 = none",
            BITS);
    public static final Key NETWORK_SPELLING_EMBEDDING = key(
            "network.spelling.embedding",
            "25",
            "a whole number from 1 to 65536",
            "width of a character's embedding",
            BITS);
    public static final Key NETWORK_CASING = key(
            "network.casing",
            "false",
            FLAG,
            "read beside each word whether it is lower case, capitals, capitalised, mixed, a number or none of these",
            BITS);
    public static final Key NETWORK_ACTIVATION =
            key("network.activation", "tanh", Words.of(Activation.values()), "g of network.cell=rnn", BITS);
    public static final Key NETWORK_TIED =
            key("network.tied", "false", FLAG, "the output matrix is the embedding", BITS);
    public static final Key NETWORK_DROPOUT =
            key("network.dropout", "0", UNDER_1, "dropped share of each layer's input and of the top output", BITS);
    public static final Key NETWORK_RECURRENT_DROPOUT =
            key("network.recurrent-dropout", "0", UNDER_1, "dropped share of the recurrent products' input", BITS);
    public static final Key NETWORK_INIT = key(
            "network.init",
            "default",
            "default, or uniform:r with r from 0 to 10",
            "first weights: each slot's own rule, or all from U(-r, r)",
            BITS);
    public static final Key NETWORK_OUTPUT = key(
            "network.output",
            "auto",
            "auto, " + Words.of(Output.values()),
            "one of several classes, any of them, or numbers; auto: linear for task=regress, otherwise softmax",
            BITS);
    public static final Key NETWORK_POOL = key(
            "network.pool",
            "auto",
            "auto, " + Words.of(Pool.values()),
            "how the states of a record's steps become one; auto: last for one answer a record, none for one a step",
            BITS);
    public static final Key NETWORK_CRF = key(
            "network.crf",
            "false",
            FLAG,
            "the labels of a record are a chain (linear-chain conditional random field); for task=tag",
            BITS);

    public static final Key NETWORK_GIVEN = key(
            "network.given",
            "first-input",
            Words.of(GivenSpec.Place.values()),
            "where task=generate takes in what a record begins from: at the first step, or as the state before it",
            BITS);

    public static final Key TRAIN_SEED = key("train.seed", "1", "a whole number", "names every draw", BITS);
    public static final Key TRAIN_WORKERS =
            key("train.workers", "4", "a whole number from 1 to 65536", "logical workers, whatever the cluster", BITS);
    public static final Key TRAIN_BATCH =
            key("train.batch", "32", "a whole number from 1 to 65536", "lanes of a worker's mini-batch", BITS);
    public static final Key TRAIN_STEPS = key(
            "train.steps",
            "auto",
            "auto, or " + FROM_0,
            "window of truncated back-propagation; 0 = the whole record; auto: 64 for language models, otherwise 0",
            BITS);
    public static final Key TRAIN_LOSS = key(
            "train.loss",
            "squared",
            "squared, or huber:delta with delta above 0",
            "error of network.output=linear: its square, or linear beyond delta",
            BITS);
    public static final Key TRAIN_CLASS_WEIGHTS = key(
            "train.class-weights",
            "none",
            "none, balanced, or name -> weight, ...",
            "how much a labelled step or record counts by its class; balanced: all classes together the same",
            BITS);
    public static final Key TRAIN_ROUNDS =
            key("train.rounds", "", FROM_1, "train so many rounds; instead of train.epochs", LENGTH);
    public static final Key TRAIN_EPOCHS =
            key("train.epochs", "10", FROM_1, "train so many epochs; instead of train.rounds", LENGTH);
    public static final Key TRAIN_SYNC_LOCAL_STEPS = key(
            "train.sync.local-steps",
            "1",
            FROM_1,
            "mini-batches of a worker in a round; 1 = average gradients, more = average differences",
            BITS);
    public static final Key TRAIN_SYNC_OUTER_RATE = key(
            "train.sync.outer-rate",
            "1",
            "a number above 0, at most 10",
            "rate of the outer step on the averaged difference",
            BITS);
    public static final Key TRAIN_SYNC_OUTER_MOMENTUM =
            key("train.sync.outer-momentum", "0", UNDER_1, "Nesterov momentum of the outer step", BITS);
    public static final Key TRAIN_SYNC_INNER_STATE = key(
            "train.sync.inner-state",
            "average",
            Words.of(SyncSpec.InnerState.values()),
            "the inner optimizer's moments at a round's end, with local steps",
            BITS);
    public static final Key TRAIN_CARRY = key(
            "train.carry",
            "keep",
            Words.of(TrainSpec.CarryMode.values()),
            "hidden state between rounds of a turn: kept, or zero",
            BITS);
    public static final Key TRAIN_OPTIMIZER =
            key("train.optimizer", "adam", Words.of(OptimizerSpec.Kind.values()), "the rule of a step", BITS);
    public static final Key TRAIN_MOMENTUM = key("train.momentum", "0", UNDER_1, "momentum of sgd", BITS);
    public static final Key TRAIN_NESTEROV = key("train.nesterov", "false", FLAG, "Nesterov momentum of sgd", BITS);
    public static final Key TRAIN_WEIGHT_DECAY =
            key("train.weight-decay", "0", "a number from 0 to 1", "decay of the weights; decoupled with adamw", BITS);
    public static final Key TRAIN_BETA1 = key("train.beta1", "0.9", UNDER_1, "adam: decay of the first moment", BITS);
    public static final Key TRAIN_BETA2 =
            key("train.beta2", "0.999", UNDER_1, "adam: decay of the second moment", BITS);
    public static final Key TRAIN_EPSILON = key(
            "train.epsilon",
            "1e-8",
            "a number above 0, at most 1",
            "adam: added to the root of the second moment",
            BITS);
    public static final Key TRAIN_RATE =
            key("train.rate", "0.002", "a number above 0, at most 1000000", "the rate after warm-up", BITS);
    public static final Key TRAIN_SCHEDULE =
            key("train.schedule", "constant", Words.of(ScheduleSpec.Kind.values()), "the rate's curve", BITS);
    public static final Key TRAIN_SCHEDULE_FACTOR = key(
            "train.schedule.factor",
            "0.5",
            "a number between 0 and 1",
            "step and plateau multiply the rate by it",
            BITS);
    public static final Key TRAIN_SCHEDULE_EVERY =
            key("train.schedule.every", "1", "a number above 0", "step: epochs from one lowering to the next", BITS);
    public static final Key TRAIN_SCHEDULE_AFTER =
            key("train.schedule.after", "0", "a number from 0 on", "step: epochs at the full rate", BITS);
    public static final Key TRAIN_SCHEDULE_FINAL =
            key("train.schedule.final", "0.1", "a number from 0 to 1", "cosine ends at this share of the rate", BITS);
    public static final Key TRAIN_SCHEDULE_PATIENCE = key(
            "train.schedule.patience",
            "2",
            FROM_0,
            "plateau: evaluations without improvement before the rate is lowered",
            BITS);
    public static final Key TRAIN_WARM_UP =
            key("train.warm-up", "0", FROM_0, "units over which the rate rises from 0", BITS);
    public static final Key TRAIN_CLIP_NORM = key(
            "train.clip-norm", "1", "a number from 0 on", "largest global norm of the gradient; 0 = no limit", BITS);
    public static final Key TRAIN_CLIP_VALUE = key(
            "train.clip-value",
            "0",
            "a number from 0 on",
            "largest magnitude of a gradient's element; 0 = no limit",
            BITS);
    public static final Key TRAIN_EMA =
            key("train.ema", "0", UNDER_1, "averaged weights: share kept in each round; 0 = off", BITS);
    public static final Key TRAIN_EVALUATE_EVERY = key(
            "train.evaluate-every",
            "0",
            FROM_0,
            "rounds from one evaluation to the next; 0 = at each epoch's end",
            BITS);
    public static final Key TRAIN_CHECKPOINT_EVERY =
            key("train.checkpoint-every", "200", FROM_1, "rounds from one checkpoint to the next", NONE);
    public static final Key TRAIN_KEEP_CHECKPOINTS =
            key("train.keep-checkpoints", "2", FROM_1, "checkpoints kept, the newest ones", NONE);
    public static final Key TRAIN_PATIENCE =
            key("train.patience", "0", FROM_0, "evaluations without improvement before training ends; 0 = never", BITS);
    public static final Key TRAIN_SELECT = key(
            "train.select",
            TrainSpec.LOSS,
            "loss, or the name of one of the task's figures, such as accuracy, entity_f1 or rmse",
            "what chooses the best weights by the held-out records, and what patience and plateau wait for",
            BITS);
    public static final Key TRAIN_NON_FINITE = key(
            "train.non-finite",
            "stop",
            Words.of(TrainSpec.NonFinite.values()),
            "a gradient with NaN or Inf: the end of training, or of its round",
            BITS);

    public static final Key EVALUATE_LANES = key(
            "evaluate.lanes",
            "0",
            FROM_0,
            "pieces of a stream, each from a zero state; 0 = one for 50,000 units",
            BITS);
    public static final Key EVALUATE_CONTEXT = key(
            "evaluate.context",
            "as-trained",
            "as-trained, stream or line",
            "what a unit may depend on where evaluate measures it",
            NONE);
    public static final Key EVALUATE_BASELINE_UNITS = key(
            "evaluate.baseline-units",
            "20000000",
            FROM_0,
            "training units that the baselines see at most; 0 = no baselines",
            NONE);

    public static final Key OUTPUT_MODEL = key("output.model", "", "a directory", "the model directory", NONE);

    private Keys() {}

    /** Every key, in the order of the documentation. */
    public static List<Key> all() {
        return new ArrayList<>(ALL.values());
    }

    /** The key of this name; an option of {@code data.options.*} has its family's key. */
    public static Optional<Key> named(String name) {
        return Optional.ofNullable(isOption(name) ? DATA_OPTIONS : ALL.get(name));
    }

    static boolean isOption(String name) {
        return name.startsWith(OPTIONS) && name.length() > OPTIONS.length() && !name.equals(DATA_OPTIONS.name());
    }

    private static Key key(String name, String fallback, String values, String meaning, Key.Effect effect) {
        Key key = new Key(name, fallback, values, meaning, effect);
        if (ALL.put(name, key) != null) {
            throw new IllegalStateException("key twice: name=" + name);
        }
        return key;
    }
}
