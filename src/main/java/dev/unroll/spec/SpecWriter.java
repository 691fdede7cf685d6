package dev.unroll.spec;

import java.util.SortedMap;
import java.util.TreeMap;

/** From records to the resolved configuration: the mirror of {@link SpecReader}. */
final class SpecWriter {
    private final SortedMap<String, String> properties = new TreeMap<>();

    private SpecWriter() {}

    static SortedMap<String, String> write(Spec spec) {
        SpecWriter writer = new SpecWriter();
        writer.put(Keys.TASK, spec.task());
        writer.data(spec.data());
        writer.vocabulary(spec.vocabulary());
        writer.network(spec.network());
        boolean generates = spec.task() == Task.GENERATE;
        writer.put(Keys.DATA_GIVEN, generates ? Words.of(spec.network().given().kind()) : Keys.DATA_GIVEN.fallback());
        writer.train(spec.train());
        writer.put(Keys.EVALUATE_LANES, spec.evaluate().lanes());
        boolean asTrained = spec.evaluate().context() == spec.data().context();
        writer.put(
                Keys.EVALUATE_CONTEXT,
                asTrained ? EvaluateSpec.AS_TRAINED : Words.of(spec.evaluate().context()));
        writer.put(Keys.EVALUATE_BASELINE_UNITS, spec.evaluate().baselineUnits());
        writer.put(Keys.OUTPUT_MODEL, spec.output().model());
        return writer.properties;
    }

    private void data(DataSpec data) {
        put(Keys.DATA_TRAIN, data.train());
        put(Keys.DATA_VALIDATION, data.validation());
        put(Keys.DATA_TEST, data.test());
        put(Keys.DATA_FOLDS, data.folds().folds());
        put(Keys.DATA_FOLD, data.folds().fold());
        put(Keys.DATA_FORMAT, data.format());
        put(Keys.DATA_ENCODING, data.encoding());
        put(Keys.DATA_WHERE, data.where());
        put(Keys.DATA_TEXT_COLUMN, data.textColumn());
        labels(data.labels());
        dna(data.dna());
        data.shownOptions().forEach((name, value) -> properties.put(Keys.OPTIONS + name, value));
        put(Keys.DATA_SHARD_TOKENS, data.shardTokens());
        put(Keys.DATA_BAD_RECORDS, data.badRecords());
        put(Keys.DATA_INVALID_UTF8, data.invalidUtf8());
        put(Keys.DATA_CONTEXT, data.context());
        put(Keys.DATA_EOS, data.eos());
        put(Keys.DATA_MAX_LENGTH, data.maxLength());
        put(Keys.DATA_TOO_LONG, data.tooLong());
        put(Keys.DATA_STAGING, data.staging());
    }

    private void labels(LabelSpec labels) {
        put(Keys.DATA_LABEL_COLUMN, labels.column());
        put(Keys.DATA_KEY_COLUMN, labels.key());
        put(Keys.DATA_ORDER_COLUMN, labels.order());
        put(Keys.DATA_FEATURE_COLUMNS, labels.features());
        put(Keys.DATA_SEPARATOR, labels.separator());
        put(Keys.DATA_LABELS_SCHEME, labels.scheme());
        put(Keys.DATA_LABELS_MAP, labels.map());
        put(Keys.DATA_LABELS_FROM, labels.from());
        put(Keys.DATA_LABELS_SEPARATOR, labels.several());
        put(Keys.DATA_LABELS_FILE, labels.file());
        put(Keys.DATA_POSITIVE_LABEL, labels.positive());
    }

    private void dna(DnaSpec dna) {
        put(Keys.DATA_ANNOTATION, dna.annotation());
        put(Keys.DATA_LABELS_TYPES, dna.classes().types());
        put(Keys.DATA_LABELS_STRANDS, dna.classes().strands());
        put(Keys.DATA_LABELS_CODONS, dna.classes().codons());
        put(Keys.DATA_LABELS_OVERLAP, dna.classes().overlap());
        put(Keys.DATA_WINDOW, dna.windows().length());
        put(Keys.DATA_WINDOW_OVERLAP, dna.windows().overlap());
        put(Keys.DATA_CONTIGS_TRAIN, dna.contigs().train());
        put(Keys.DATA_CONTIGS_VALIDATION, dna.contigs().validation());
        put(Keys.DATA_CONTIGS_TEST, dna.contigs().test());
        put(Keys.DATA_AMBIGUOUS, dna.letters().ambiguous());
        put(Keys.DATA_SOFT_MASK, dna.letters().softMask());
        put(Keys.DATA_REVERSE_COMPLEMENT, dna.letters().reverseComplement());
    }

    private void vocabulary(VocabularySpec vocabulary) {
        put(Keys.VOCABULARY_UNIT, vocabulary.unit());
        put(Keys.VOCABULARY_K, vocabulary.k());
        put(Keys.VOCABULARY_SIZE, vocabulary.size());
        put(Keys.VOCABULARY_MIN_COUNT, vocabulary.minCount());
        put(Keys.VOCABULARY_LOWERCASE, vocabulary.lowercase());
        put(Keys.VOCABULARY_NORMALIZE, vocabulary.normalize());
    }

    private void network(NetworkSpec network) {
        put(Keys.NETWORK_CELL, network.cell());
        put(Keys.NETWORK_LAYERS, network.layers());
        put(Keys.NETWORK_HIDDEN, network.hidden());
        put(Keys.NETWORK_BIDIRECTIONAL, network.bidirectional());
        put(Keys.NETWORK_EMBEDDING, network.embedding());
        put(Keys.NETWORK_EMBEDDING_FILE, network.words().vectors());
        put(Keys.NETWORK_SPELLING, network.words().spelling());
        put(Keys.NETWORK_SPELLING_EMBEDDING, network.words().spellingEmbedding());
        put(Keys.NETWORK_CASING, network.words().casing());
        put(Keys.NETWORK_ACTIVATION, network.activation());
        put(Keys.NETWORK_TIED, network.tied());
        put(Keys.NETWORK_DROPOUT, network.dropout());
        put(Keys.NETWORK_RECURRENT_DROPOUT, network.recurrentDropout());
        put(Keys.NETWORK_INIT, network.initUniform() == 0 ? "default" : "uniform:" + network.initUniform());
        put(Keys.NETWORK_OUTPUT, network.head().output());
        put(Keys.NETWORK_POOL, network.head().pool());
        put(Keys.NETWORK_CRF, network.head().crf());
        put(Keys.NETWORK_GIVEN, network.given().place());
        put(
                Keys.TRAIN_LOSS,
                network.head().huber() == 0
                        ? "squared"
                        : "huber:" + network.head().huber());
    }

    private void train(TrainSpec train) {
        put(Keys.TRAIN_SEED, train.seed());
        put(Keys.TRAIN_WORKERS, train.workers());
        put(Keys.TRAIN_BATCH, train.batch());
        put(Keys.TRAIN_STEPS, train.steps());
        if (train.rounds() > 0) {
            put(Keys.TRAIN_ROUNDS, train.rounds());
        } else {
            put(Keys.TRAIN_EPOCHS, train.epochs());
        }
        put(Keys.TRAIN_SYNC_LOCAL_STEPS, train.sync().localSteps());
        put(Keys.TRAIN_SYNC_OUTER_RATE, train.sync().outerRate());
        put(Keys.TRAIN_SYNC_OUTER_MOMENTUM, train.sync().outerMomentum());
        put(Keys.TRAIN_SYNC_INNER_STATE, train.sync().innerState());
        put(Keys.TRAIN_CARRY, train.carry());
        optimizer(train.optimizer());
        schedule(train.schedule());
        put(Keys.TRAIN_CLIP_NORM, train.clip().norm());
        put(Keys.TRAIN_CLIP_VALUE, train.clip().value());
        put(Keys.TRAIN_EMA, train.ema());
        put(Keys.TRAIN_EVALUATE_EVERY, train.evaluateEvery());
        put(Keys.TRAIN_CHECKPOINT_EVERY, train.checkpointEvery());
        put(Keys.TRAIN_KEEP_CHECKPOINTS, train.keepCheckpoints());
        put(Keys.TRAIN_PATIENCE, train.patience());
        put(Keys.TRAIN_SELECT, train.select());
        put(Keys.TRAIN_NON_FINITE, train.nonFinite());
        put(Keys.TRAIN_CLASS_WEIGHTS, train.classWeights());
    }

    private void optimizer(OptimizerSpec optimizer) {
        put(Keys.TRAIN_OPTIMIZER, optimizer.kind());
        put(Keys.TRAIN_MOMENTUM, optimizer.momentum());
        put(Keys.TRAIN_NESTEROV, optimizer.nesterov());
        put(Keys.TRAIN_WEIGHT_DECAY, optimizer.weightDecay());
        put(Keys.TRAIN_BETA1, optimizer.beta1());
        put(Keys.TRAIN_BETA2, optimizer.beta2());
        put(Keys.TRAIN_EPSILON, optimizer.epsilon());
    }

    private void schedule(ScheduleSpec schedule) {
        put(Keys.TRAIN_SCHEDULE, schedule.kind());
        put(Keys.TRAIN_RATE, schedule.rate());
        put(Keys.TRAIN_WARM_UP, schedule.warmUpUnits());
        put(Keys.TRAIN_SCHEDULE_FACTOR, schedule.factor());
        put(Keys.TRAIN_SCHEDULE_EVERY, schedule.everyEpochs());
        put(Keys.TRAIN_SCHEDULE_AFTER, schedule.afterEpochs());
        put(Keys.TRAIN_SCHEDULE_FINAL, schedule.finalRate());
        put(Keys.TRAIN_SCHEDULE_PATIENCE, schedule.patience());
    }

    private void put(Key key, Object value) {
        properties.put(key.name(), value instanceof Enum<?> constant ? Words.of(constant) : value.toString());
    }
}
