package org.empathyworkbench.text;

import java.util.Arrays;
import java.util.List;

/** Which pieces begin at a place of a text: a trie over chars in one open-addressed table, key (node, char), value node. */
final class PieceTrie {
    private static final int ROOT = 0;
    private static final long FREE = -1;

    private long[] keys = new long[1 << 12];
    private int[] children = new int[1 << 12];
    private int[] pieceOfNode = new int[1 << 12];
    private int nodes = 1;

    PieceTrie(List<String> pieces) {
        Arrays.fill(keys, FREE);
        Arrays.fill(pieceOfNode, -1);
        for (int id = 0; id < pieces.size(); id++) add(pieces.get(id), id);
    }

    /**
     * Finds every piece that begins at {@code from}.
     *
     * @param ends   receives where each found piece ends; as long as the text at least
     * @param pieces receives each found piece's position in the list given to the constructor
     * @return how many were found
     */
    int find(String text, int from, int[] ends, int[] pieces) {
        int found = 0;
        int node = ROOT;
        for (int i = from; i < text.length(); i++) {
            node = child(node, text.charAt(i));
            if (node < 0) break;
            if (pieceOfNode[node] >= 0) {
                ends[found] = i + 1;
                pieces[found++] = pieceOfNode[node];
            }
        }
        return found;
    }

    private void add(String piece, int id) {
        int node = ROOT;
        for (int i = 0; i < piece.length(); i++) {
            int next = child(node, piece.charAt(i));
            node = next >= 0 ? next : newChild(node, piece.charAt(i));
        }
        pieceOfNode[node] = id;
    }

    private int child(int node, char c) {
        long key = key(node, c);
        for (int slot = slot(key);; slot = slot + 1 & keys.length - 1) {
            if (keys[slot] == key) return children[slot];
            if (keys[slot] == FREE) return -1;
        }
    }

    private int newChild(int node, char c) {
        if (2 * nodes >= keys.length) grow();
        if (nodes == pieceOfNode.length) {
            pieceOfNode = Arrays.copyOf(pieceOfNode, 2 * nodes);
            Arrays.fill(pieceOfNode, nodes, 2 * nodes, -1);
        }
        put(key(node, c), nodes);
        return nodes++;
    }

    private void put(long key, int child) {
        int slot = slot(key);
        while (keys[slot] != FREE) slot = slot + 1 & keys.length - 1;
        keys[slot] = key;
        children[slot] = child;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldChildren = children;
        keys = new long[2 * oldKeys.length];
        children = new int[keys.length];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) put(oldKeys[i], oldChildren[i]);
        }
    }

    private static long key(int node, char c) { return (long) node << 16 | c; }

    private int slot(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        return (int) (hash ^ hash >>> 32) & keys.length - 1;
    }
}
