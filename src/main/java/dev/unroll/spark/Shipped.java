package dev.unroll.spark;

import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * An object that is sent once to each JVM and unpacked there once, however many jobs and tasks use it.
 *
 * @implNote A broadcast value goes through the serializer that the cluster is configured with, and Kryo neither makes records
 * nor immutable lists. So the object travels as the bytes of Spark's closure serializer, which is always Java's, and each JVM
 * remembers what came out as long as it has the memory.
 */
final class Shipped<T extends Serializable> implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Map<String, SoftReference<Object>> UNPACKED = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final Broadcast<byte[]> bytes;

    Shipped(JavaSparkContext context, T value) {
        bytes = context.broadcast(toArray(serializer().serialize(value, tag())));
        UNPACKED.put(name, new SoftReference<>(value));
    }

    /** The object in this JVM. */
    @SuppressWarnings("unchecked")
    T get() {
        SoftReference<Object> reference = UNPACKED.get(name);
        Object value = reference == null ? null : reference.get();
        if (value == null) {
            value = serializer().deserialize(ByteBuffer.wrap(bytes.value()), loader(), tag());
            UNPACKED.put(name, new SoftReference<>(value));
        }
        return (T) value;
    }

    /** Takes it away from all JVMs; whoever asks for it afterwards fails. */
    void destroy() {
        bytes.destroy();
        UNPACKED.remove(name);
    }

    private static SerializerInstance serializer() {
        return SparkEnv.get().closureSerializer().newInstance();
    }

    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? Shipped.class.getClassLoader() : context;
    }

    private static ClassTag<Object> tag() {
        return ClassTag$.MODULE$.Object();
    }

    private static byte[] toArray(ByteBuffer buffer) {
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }
}
