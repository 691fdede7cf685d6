/**
 * Everything that outlives the process, on plain streams.
 *
 * <p>A {@link dev.unroll.io.Store} is one folder on some file system that can create a file atomically;
 * {@link dev.unroll.io.LocalStore} is the one of this machine. On it stand
 * <ul>
 *   <li>{@link dev.unroll.io.ModelDirectory}: the finished model, {@link dev.unroll.io.ModelConfig} with a checksum of
 *       every other file, the weights as {@link dev.unroll.io.Safetensors};
 *   <li>{@link dev.unroll.io.CheckpointFolder}: the newest {@link dev.unroll.io.Checkpoint} files, from which training
 *       goes on exactly;
 *   <li>{@link dev.unroll.io.MetricsLog}: one line of JSON per event.
 * </ul>
 *
 * <p>Two rules hold for every reader. It checks what a file says about its own sizes against the file's length before
 * it allocates, and it either returns what was written or says why not: {@link dev.unroll.io.DamagedFileException}
 * where a caller may have another file to try, {@link dev.unroll.spec.UsageException} where the user has to act. No
 * file holds Java serialization, a clock or a host name.
 */
package dev.unroll.io;
