package org.empathyworkbench.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of a message in Protocol Buffers' wire format, one after the other, read strictly: a length beyond the message, a number of
 * more than ten bytes and a group end the reading. Nothing is allocated by a length that the bytes do not have.
 */
final class ProtoFields {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int type;
    private long number;
    private int from;

    /** The whole of {@code bytes} as one message. */
    ProtoFields(byte[] bytes) { this(bytes, 0, bytes.length); }

    private ProtoFields(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Goes to the next field. @return whether there is one @throws IllegalArgumentException saying at which byte the message is damaged */
    boolean next() {
        if (at == end) return false;
        long tag = varint();
        if (tag >>> 3 < 1 || tag >>> 3 > (1 << 29) - 1) throw damaged("has no field number");
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        switch (type) {
            case VARINT -> number = varint();
            case FIXED_64 -> number = fixed(8).getLong();
            case FIXED_32 -> number = fixed(4).getInt() & 0xffffffffL;
            case LENGTH -> {
                long length = varint();
                if (length < 0 || length > end - at) throw damaged("says that " + Long.toUnsignedString(length) + " bytes follow, where "
                        + (end - at) + " are left");
                from = at;
                at += (int) length;
            }
            default -> throw damaged("has a field of an unknown kind");
        }
        return true;
    }

    /** The number of the field, from 1. */
    int field() { return field; }

    boolean flag() { return whole() != 0; }

    long whole() {
        require(VARINT);
        return number;
    }

    float real() {
        require(FIXED_32);
        return Float.intBitsToFloat((int) number);
    }

    byte[] bytes() {
        require(LENGTH);
        return Arrays.copyOfRange(bytes, from, at);
    }

    int length() {
        require(LENGTH);
        return at - from;
    }

    String text() {
        require(LENGTH);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, at - from)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("has a text at byte " + from + " that is not UTF-8", e);
        }
    }

    ProtoFields message() {
        require(LENGTH);
        return new ProtoFields(bytes, from, at);
    }

    private void require(int wanted) {
        if (type != wanted) throw damaged("has another kind of value in field " + field);
    }

    private ByteBuffer fixed(int size) {
        if (end - at < size) throw damaged("is cut off");
        at += size;
        return ByteBuffer.wrap(bytes, at - size, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at == end) throw damaged("is cut off");
            byte one = bytes[at++];
            value |= (long) (one & 0x7f) << shift;
            if (one >= 0) return value;
        }
        throw damaged("has a number of more than ten bytes");
    }

    private IllegalArgumentException damaged(String how) {
        return new IllegalArgumentException("is damaged: it " + how + " (at byte " + at + ")");
    }
}
