/**
 * Everything a user can set.
 *
 * <p>{@link dev.unroll.spec.Keys} is the registry: each key with its default, range, meaning, and whether it changes the
 * result. {@link dev.unroll.spec.Conf} reads a configuration file and the {@code key=value} words of a command line;
 * {@link dev.unroll.spec.Spec#from} turns it into immutable records that check themselves, one rule a line, so that what
 * exists is right. {@link dev.unroll.spec.Spec#toProperties} is the way back, for the model directory and for the comparison
 * before a run is resumed.
 *
 * <p>A mistake is a {@link dev.unroll.spec.UsageException}: one line that names the key and says how to mend it.
 */
package dev.unroll.spec;
