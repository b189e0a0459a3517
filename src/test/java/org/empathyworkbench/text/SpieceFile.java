package org.empathyworkbench.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A file of SentencePiece for tests, written in Protocol Buffers' wire format in the order of the calls. */
public final class SpieceFile {
    public static final int NORMAL = 1;
    public static final int UNKNOWN = 2;
    public static final int CONTROL = 3;
    public static final int USER = 4;
    public static final int UNUSED = 5;
    public static final int BYTE = 6;

    /** Ids 0 to 7: pad, end, unknown, and pieces of the letters a and b. */
    public static SpieceFile small() {
        return new SpieceFile().piece("<pad>", 0, CONTROL).piece("</s>", 0, CONTROL).piece("<unk>", 0, UNKNOWN)
                .piece("\u2581", -3, NORMAL).piece("\u2581a", -2, NORMAL).piece("a", -4, NORMAL)
                .piece("b", -4.5f, NORMAL).piece("\u2581ab", -2.5f, NORMAL);
    }

    private final List<byte[]> parts = new ArrayList<>();

    public SpieceFile piece(String text, float score, int kind) {
        return bytes(1, new SpieceFile().bytes(1, text.getBytes(StandardCharsets.UTF_8)).real(2, score).number(3, kind).toBytes());
    }

    public SpieceFile trainer(SpieceFile spec) { return bytes(2, spec.toBytes()); }

    public SpieceFile normalizer(SpieceFile spec) { return bytes(3, spec.toBytes()); }

    public SpieceFile number(int field, long value) {
        return raw(varint(field << 3)).raw(varint(value));
    }

    public SpieceFile real(int field, float value) {
        return raw(varint(field << 3 | 5)).raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    }

    public SpieceFile bytes(int field, byte[] value) { return raw(varint(field << 3 | 2)).raw(varint(value.length)).raw(value); }

    public SpieceFile raw(byte[] some) {
        parts.add(some);
        return this;
    }

    public byte[] toBytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long left = value; ; left >>>= 7) {
            if (left >>> 7 == 0) {
                out.write((int) left);
                return out.toByteArray();
            }
            out.write((int) (left & 0x7f | 0x80));
        }
    }
}
