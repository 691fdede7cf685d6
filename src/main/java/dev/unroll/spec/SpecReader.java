package dev.unroll.spec;

/** From configuration to records. */
final class SpecReader {
    private static final String AUTO = "auto";
    private static final String UNIFORM = "uniform:";
    private static final String HUBER = "huber:";

    private SpecReader() {}

    static Spec read(Conf conf) {
        Task task = conf.choice(Keys.TASK, Task.class);
        VocabularySpec vocabulary = vocabulary(conf);
        DataSpec data = data(conf, task, vocabulary.unit());
        return new Spec(
                task,
                data,
                vocabulary,
                network(conf, task, data),
                train(conf, task),
                evaluate(conf, data.context()),
                new OutputSpec(conf.text(Keys.OUTPUT_MODEL)));
    }

    private static DataSpec data(Conf conf, Task task, VocabularySpec.Unit unit) {
        String format = conf.text(Keys.DATA_FORMAT);
        boolean units = task == Task.LANGUAGE_MODEL && !RecordFormats.isVectors(format);
        boolean tunes = format.equals(RecordFormats.ABC);
        boolean chosen = units && (!tunes || conf.has(Keys.DATA_CONTEXT));
        DataSpec.Context context =
                chosen ? conf.choice(Keys.DATA_CONTEXT, DataSpec.Context.class) : DataSpec.Context.LINE;
        boolean ends = tunes || unit == VocabularySpec.Unit.WORD || context == DataSpec.Context.LINE;
        boolean eosByDefault = task.writes() && !RecordFormats.isVectors(format) && ends;
        int maxLength = conf.integer(Keys.DATA_MAX_LENGTH);
        boolean eos = isAuto(conf, Keys.DATA_EOS) ? eosByDefault : conf.flag(Keys.DATA_EOS);
        return new DataSpec(
                conf.text(Keys.DATA_TRAIN),
                conf.text(Keys.DATA_VALIDATION),
                conf.text(Keys.DATA_TEST),
                new FoldSpec(conf.integer(Keys.DATA_FOLDS), conf.integer(Keys.DATA_FOLD)),
                format,
                conf.text(Keys.DATA_ENCODING),
                conf.text(Keys.DATA_WHERE),
                conf.text(Keys.DATA_TEXT_COLUMN),
                labels(conf),
                dna(conf),
                conf.options(),
                conf.longInteger(Keys.DATA_SHARD_TOKENS),
                conf.choice(Keys.DATA_BAD_RECORDS, DataSpec.BadRecords.class),
                conf.choice(Keys.DATA_INVALID_UTF8, DataSpec.InvalidUtf8.class),
                context,
                eos,
                maxLength,
                !units && maxLength > 0 && !conf.has(Keys.DATA_TOO_LONG)
                        ? DataSpec.TooLong.REJECT
                        : conf.choice(Keys.DATA_TOO_LONG, DataSpec.TooLong.class),
                conf.text(Keys.DATA_STAGING));
    }

    private static LabelSpec labels(Conf conf) {
        return new LabelSpec(
                conf.text(Keys.DATA_LABEL_COLUMN),
                conf.text(Keys.DATA_KEY_COLUMN),
                conf.text(Keys.DATA_ORDER_COLUMN),
                conf.text(Keys.DATA_FEATURE_COLUMNS),
                conf.text(Keys.DATA_SEPARATOR),
                conf.choice(Keys.DATA_LABELS_SCHEME, LabelSpec.Scheme.class),
                conf.text(Keys.DATA_LABELS_MAP),
                conf.choice(Keys.DATA_LABELS_FROM, LabelSpec.From.class),
                conf.text(Keys.DATA_LABELS_SEPARATOR),
                conf.text(Keys.DATA_LABELS_FILE),
                conf.text(Keys.DATA_POSITIVE_LABEL));
    }

    private static DnaSpec dna(Conf conf) {
        return new DnaSpec(
                conf.text(Keys.DATA_ANNOTATION),
                new DnaSpec.Classes(
                        conf.text(Keys.DATA_LABELS_TYPES),
                        conf.choice(Keys.DATA_LABELS_STRANDS, DnaSpec.Strands.class),
                        conf.flag(Keys.DATA_LABELS_CODONS),
                        conf.choice(Keys.DATA_LABELS_OVERLAP, DnaSpec.Overlap.class)),
                new DnaSpec.Windows(conf.integer(Keys.DATA_WINDOW), conf.integer(Keys.DATA_WINDOW_OVERLAP)),
                new DnaSpec.Contigs(
                        conf.text(Keys.DATA_CONTIGS_TRAIN),
                        conf.text(Keys.DATA_CONTIGS_VALIDATION),
                        conf.text(Keys.DATA_CONTIGS_TEST)),
                new DnaSpec.Letters(
                        conf.choice(Keys.DATA_AMBIGUOUS, DnaSpec.Ambiguous.class),
                        conf.choice(Keys.DATA_SOFT_MASK, DnaSpec.SoftMask.class),
                        conf.flag(Keys.DATA_REVERSE_COMPLEMENT)));
    }

    private static VocabularySpec vocabulary(Conf conf) {
        return new VocabularySpec(
                conf.choice(Keys.VOCABULARY_UNIT, VocabularySpec.Unit.class),
                conf.integer(Keys.VOCABULARY_K),
                conf.integer(Keys.VOCABULARY_SIZE),
                conf.longInteger(Keys.VOCABULARY_MIN_COUNT),
                conf.flag(Keys.VOCABULARY_LOWERCASE),
                conf.choice(Keys.VOCABULARY_NORMALIZE, VocabularySpec.Normalize.class));
    }

    private static NetworkSpec network(Conf conf, Task task, DataSpec data) {
        return new NetworkSpec(
                conf.choice(Keys.NETWORK_CELL, Cell.class),
                conf.integer(Keys.NETWORK_LAYERS),
                conf.integer(Keys.NETWORK_HIDDEN),
                conf.flag(Keys.NETWORK_BIDIRECTIONAL),
                conf.integer(Keys.NETWORK_EMBEDDING),
                conf.choice(Keys.NETWORK_ACTIVATION, Activation.class),
                conf.flag(Keys.NETWORK_TIED),
                conf.number(Keys.NETWORK_DROPOUT),
                conf.number(Keys.NETWORK_RECURRENT_DROPOUT),
                wordOrNumber(conf, Keys.NETWORK_INIT, UNIFORM),
                head(conf, task),
                new WordSpec(
                        conf.integer(Keys.NETWORK_SPELLING),
                        conf.integer(Keys.NETWORK_SPELLING_EMBEDDING),
                        conf.flag(Keys.NETWORK_CASING),
                        conf.text(Keys.NETWORK_EMBEDDING_FILE)),
                new GivenSpec(given(conf, task, data), conf.choice(Keys.NETWORK_GIVEN, GivenSpec.Place.class)));
    }

    private static GivenSpec.Kind given(Conf conf, Task task, DataSpec data) {
        boolean auto = isAuto(conf, Keys.DATA_GIVEN);
        Rule.used(
                Keys.DATA_GIVEN,
                conf.text(Keys.DATA_GIVEN),
                task == Task.GENERATE,
                "only task=generate begins from something: leave it out");
        if (task != Task.GENERATE || (auto && !data.hasLabels())) {
            return GivenSpec.Kind.NONE;
        }
        return auto ? GivenSpec.Kind.CLASS : conf.choice(Keys.DATA_GIVEN, GivenSpec.Kind.class);
    }

    private static HeadSpec head(Conf conf, Task task) {
        boolean vectors = task == Task.LANGUAGE_MODEL && RecordFormats.isVectors(conf.text(Keys.DATA_FORMAT));
        Output usual = vectors ? Output.SIGMOID : task.output();
        return new HeadSpec(
                isAuto(conf, Keys.NETWORK_OUTPUT) ? usual : conf.choice(Keys.NETWORK_OUTPUT, Output.class),
                isAuto(conf, Keys.NETWORK_POOL) ? task.pool() : conf.choice(Keys.NETWORK_POOL, Pool.class),
                conf.flag(Keys.NETWORK_CRF),
                wordOrNumber(conf, Keys.TRAIN_LOSS, HUBER));
    }

    private static boolean isAuto(Conf conf, Key key) {
        return conf.text(key).equals(AUTO);
    }

    /** 0 for the key's default, which is a word, otherwise the number behind another word. */
    private static double wordOrNumber(Conf conf, Key key, String word) {
        String text = conf.text(key);
        if (text.equals(key.fallback())) {
            return 0;
        }
        if (!text.startsWith(word)) {
            throw conf.refused(key);
        }
        double number = conf.number(key, text.substring(word.length()));
        if (number == 0) {
            throw conf.refused(key);
        }
        return number;
    }

    private static int steps(Conf conf, Task task) {
        if (!isAuto(conf, Keys.TRAIN_STEPS)) {
            return conf.integer(Keys.TRAIN_STEPS);
        }
        return task == Task.LANGUAGE_MODEL ? TrainSpec.LANGUAGE_MODEL_STEPS : 0;
    }

    private static TrainSpec train(Conf conf, Task task) {
        boolean byRounds = conf.has(Keys.TRAIN_ROUNDS);
        boolean byEpochs = conf.has(Keys.TRAIN_EPOCHS) || !byRounds;
        if (byRounds
                && byEpochs
                && conf.fromCommandLine(Keys.TRAIN_ROUNDS) != conf.fromCommandLine(Keys.TRAIN_EPOCHS)) {
            byRounds = conf.fromCommandLine(Keys.TRAIN_ROUNDS);
            byEpochs = !byRounds;
        }
        return new TrainSpec(
                conf.longInteger(Keys.TRAIN_SEED),
                conf.integer(Keys.TRAIN_WORKERS),
                conf.integer(Keys.TRAIN_BATCH),
                steps(conf, task),
                byRounds ? conf.longInteger(Keys.TRAIN_ROUNDS) : 0,
                byEpochs ? conf.integer(Keys.TRAIN_EPOCHS) : 0,
                sync(conf),
                conf.choice(Keys.TRAIN_CARRY, TrainSpec.CarryMode.class),
                optimizer(conf),
                schedule(conf),
                new ClipSpec(conf.number(Keys.TRAIN_CLIP_NORM), conf.number(Keys.TRAIN_CLIP_VALUE)),
                conf.number(Keys.TRAIN_EMA),
                conf.integer(Keys.TRAIN_EVALUATE_EVERY),
                conf.integer(Keys.TRAIN_CHECKPOINT_EVERY),
                conf.integer(Keys.TRAIN_KEEP_CHECKPOINTS),
                conf.integer(Keys.TRAIN_PATIENCE),
                conf.text(Keys.TRAIN_SELECT),
                conf.choice(Keys.TRAIN_NON_FINITE, TrainSpec.NonFinite.class),
                ClassWeights.parse(conf.text(Keys.TRAIN_CLASS_WEIGHTS)));
    }

    private static SyncSpec sync(Conf conf) {
        return new SyncSpec(
                conf.integer(Keys.TRAIN_SYNC_LOCAL_STEPS),
                conf.number(Keys.TRAIN_SYNC_OUTER_RATE),
                conf.number(Keys.TRAIN_SYNC_OUTER_MOMENTUM),
                conf.choice(Keys.TRAIN_SYNC_INNER_STATE, SyncSpec.InnerState.class));
    }

    private static OptimizerSpec optimizer(Conf conf) {
        return new OptimizerSpec(
                conf.choice(Keys.TRAIN_OPTIMIZER, OptimizerSpec.Kind.class),
                conf.number(Keys.TRAIN_MOMENTUM),
                conf.flag(Keys.TRAIN_NESTEROV),
                conf.number(Keys.TRAIN_WEIGHT_DECAY),
                conf.number(Keys.TRAIN_BETA1),
                conf.number(Keys.TRAIN_BETA2),
                conf.number(Keys.TRAIN_EPSILON));
    }

    private static ScheduleSpec schedule(Conf conf) {
        return new ScheduleSpec(
                conf.choice(Keys.TRAIN_SCHEDULE, ScheduleSpec.Kind.class),
                conf.number(Keys.TRAIN_RATE),
                conf.longInteger(Keys.TRAIN_WARM_UP),
                conf.number(Keys.TRAIN_SCHEDULE_FACTOR),
                conf.number(Keys.TRAIN_SCHEDULE_EVERY),
                conf.number(Keys.TRAIN_SCHEDULE_AFTER),
                conf.number(Keys.TRAIN_SCHEDULE_FINAL),
                conf.integer(Keys.TRAIN_SCHEDULE_PATIENCE));
    }

    private static EvaluateSpec evaluate(Conf conf, DataSpec.Context trained) {
        boolean asTrained = conf.text(Keys.EVALUATE_CONTEXT).equals(EvaluateSpec.AS_TRAINED);
        return new EvaluateSpec(
                conf.integer(Keys.EVALUATE_LANES),
                asTrained ? trained : conf.choice(Keys.EVALUATE_CONTEXT, DataSpec.Context.class),
                conf.longInteger(Keys.EVALUATE_BASELINE_UNITS));
    }
}
