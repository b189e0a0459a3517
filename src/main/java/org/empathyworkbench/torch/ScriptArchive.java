package org.empathyworkbench.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive without Python: a stored zip of the program text and a few fixed bytes that say
 * "an object of class {@code __torch__.NAME} with the attribute {@code training}".
 */
final class ScriptArchive {
    private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 2, ')', '.'};

    private ScriptArchive() {}

    static byte[] of(String className, String program) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "m/data.pkl", instancePickle(className));
            put(zip, "m/code/__torch__.py", program.getBytes(StandardCharsets.UTF_8));
            put(zip, "m/constants.pkl", EMPTY_TUPLE_PICKLE);
            put(zip, "m/version", "10\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Pickle protocol 2: the class, an empty tuple, NEWOBJ, the state {training: True}, BUILD. */
    private static byte[] instancePickle(String className) throws IOException {
        byte[] attribute = "training".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2});
        pickle.write(("c__torch__\n" + className + "\n").getBytes(StandardCharsets.US_ASCII));
        pickle.write(new byte[] {')', (byte) 0x81, '}', '(', 'X', (byte) attribute.length, 0, 0, 0});
        pickle.write(attribute);
        pickle.write(new byte[] {(byte) 0x88, 'u', 'b', '.'});
        return pickle.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(315_532_800_000L); // fixed, so that equal programs give equal bytes
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
