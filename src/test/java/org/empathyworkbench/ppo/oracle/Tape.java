package org.empathyworkbench.ppo.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Reverse-mode differentiation of matrices of doubles: each operation leaves on the tape how its result's gradient goes to its arguments.
 */
final class Tape {
    /** A matrix (rows, columns), row after row, with its gradient. */
    static final class Node {
        final int rows;
        final int columns;
        final double[] value;
        final double[] gradient;

        Node(int rows, int columns, double[] value, double[] gradient) {
            this.rows = rows;
            this.columns = columns;
            this.value = value;
            this.gradient = gradient;
        }

        double at(int row, int column) { return value[row * columns + column]; }
    }

    private final List<Runnable> back = new ArrayList<>();

    /** From the gradients that were put into results, those of everything before. */
    void backward() {
        for (int i = back.size() - 1; i >= 0; i--) back.get(i).run();
    }

    private static Node node(int rows, int columns) {
        return new Node(rows, columns, new double[rows * columns], new double[rows * columns]);
    }

    /** The rows of a table (vocabulary, d) that ids name. */
    Node lookup(Node table, int[] ids) {
        Node out = node(ids.length, table.columns);
        for (int r = 0; r < ids.length; r++) System.arraycopy(table.value, ids[r] * table.columns, out.value, r * out.columns, out.columns);
        back.add(() -> {
            for (int r = 0; r < ids.length; r++) {
                for (int c = 0; c < out.columns; c++) table.gradient[ids[r] * table.columns + c] += out.gradient[r * out.columns + c];
            }
        });
        return out;
    }

    /** x (n, k) times the transpose of w (m, k): (n, m). */
    Node linear(Node x, Node w) {
        Node out = node(x.rows, w.rows);
        for (int r = 0; r < x.rows; r++) {
            for (int m = 0; m < w.rows; m++) {
                double sum = 0;
                for (int k = 0; k < x.columns; k++) sum += x.value[r * x.columns + k] * w.value[m * w.columns + k];
                out.value[r * out.columns + m] = sum;
            }
        }
        back.add(() -> {
            for (int r = 0; r < x.rows; r++) {
                for (int m = 0; m < w.rows; m++) {
                    double g = out.gradient[r * out.columns + m];
                    if (g == 0) continue;
                    for (int k = 0; k < x.columns; k++) {
                        x.gradient[r * x.columns + k] += g * w.value[m * w.columns + k];
                        w.gradient[m * w.columns + k] += g * x.value[r * x.columns + k];
                    }
                }
            }
        });
        return out;
    }

    /** p (n, k) times v (k, m). */
    Node weighted(Node p, Node v) {
        Node out = node(p.rows, v.columns);
        for (int r = 0; r < p.rows; r++) {
            for (int k = 0; k < p.columns; k++) {
                for (int m = 0; m < v.columns; m++)
                    out.value[r * out.columns + m] += p.value[r * p.columns + k] * v.value[k * v.columns + m];
            }
        }
        back.add(() -> {
            for (int r = 0; r < p.rows; r++) {
                for (int k = 0; k < p.columns; k++) {
                    for (int m = 0; m < v.columns; m++) {
                        double g = out.gradient[r * out.columns + m];
                        p.gradient[r * p.columns + k] += g * v.value[k * v.columns + m];
                        v.gradient[k * v.columns + m] += g * p.value[r * p.columns + k];
                    }
                }
            }
        });
        return out;
    }

    Node plus(Node a, Node b) {
        Node out = node(a.rows, a.columns);
        for (int i = 0; i < out.value.length; i++) out.value[i] = a.value[i] + b.value[i];
        back.add(() -> {
            for (int i = 0; i < out.value.length; i++) {
                a.gradient[i] += out.gradient[i];
                b.gradient[i] += out.gradient[i];
            }
        });
        return out;
    }

    Node times(Node a, Node b) {
        Node out = node(a.rows, a.columns);
        for (int i = 0; i < out.value.length; i++) out.value[i] = a.value[i] * b.value[i];
        back.add(() -> {
            for (int i = 0; i < out.value.length; i++) {
                a.gradient[i] += out.gradient[i] * b.value[i];
                b.gradient[i] += out.gradient[i] * a.value[i];
            }
        });
        return out;
    }

    Node scaled(Node a, double factor) {
        Node out = node(a.rows, a.columns);
        for (int i = 0; i < out.value.length; i++) out.value[i] = a.value[i] * factor;
        back.add(() -> {
            for (int i = 0; i < out.value.length; i++) a.gradient[i] += out.gradient[i] * factor;
        });
        return out;
    }

    /** A row (1, n) added to every row. */
    Node plusRow(Node a, Node row) {
        Node out = node(a.rows, a.columns);
        for (int i = 0; i < out.value.length; i++) out.value[i] = a.value[i] + row.value[i % a.columns];
        back.add(() -> {
            for (int i = 0; i < out.value.length; i++) {
                a.gradient[i] += out.gradient[i];
                row.gradient[i % a.columns] += out.gradient[i];
            }
        });
        return out;
    }

    Node relu(Node a) {
        Node out = node(a.rows, a.columns);
        for (int i = 0; i < out.value.length; i++) out.value[i] = Math.max(0, a.value[i]);
        back.add(() -> {
            for (int i = 0; i < out.value.length; i++) {
                if (a.value[i] > 0) a.gradient[i] += out.gradient[i];
            }
        });
        return out;
    }

    /** x/2 (1 + tanh(sqrt(2/pi) (x + .044715 x^3))), Hendrycks and Gimpel's approximation. */
    Node gelu(Node a) {
        double c = Math.sqrt(2 / Math.PI);
        Node out = node(a.rows, a.columns);
        for (int i = 0; i < out.value.length; i++) {
            double x = a.value[i];
            out.value[i] = 0.5 * x * (1 + Math.tanh(c * (x + 0.044715 * x * x * x)));
        }
        back.add(() -> {
            for (int i = 0; i < out.value.length; i++) {
                double x = a.value[i];
                double tanh = Math.tanh(c * (x + 0.044715 * x * x * x));
                a.gradient[i] += out.gradient[i] * (0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * c * (1 + 3 * 0.044715 * x * x));
            }
        });
        return out;
    }

    /** T5's layer norm: each row over the root of its mean square, times a weight (1, d). */
    Node norm(Node x, Node weight, double epsilon) {
        int d = x.columns;
        Node out = node(x.rows, d);
        double[] scale = new double[x.rows];
        for (int r = 0; r < x.rows; r++) {
            double squares = 0;
            for (int c = 0; c < d; c++) squares += x.at(r, c) * x.at(r, c);
            scale[r] = 1 / Math.sqrt(squares / d + epsilon);
            for (int c = 0; c < d; c++) out.value[r * d + c] = x.at(r, c) * scale[r] * weight.value[c];
        }
        back.add(() -> {
            for (int r = 0; r < x.rows; r++) {
                double inner = 0;
                for (int c = 0; c < d; c++) inner += out.gradient[r * d + c] * weight.value[c] * x.at(r, c);
                for (int c = 0; c < d; c++) {
                    double g = out.gradient[r * d + c];
                    x.gradient[r * d + c] += scale[r] * (g * weight.value[c] - x.at(r, c) * inner * scale[r] * scale[r] / d);
                    weight.gradient[c] += g * x.at(r, c) * scale[r];
                }
            }
        });
        return out;
    }

    /** Softmax of each row, of its first row + 1 cells alone where later ones are hidden. */
    Node softmax(Node x, boolean hideLater) {
        Node out = node(x.rows, x.columns);
        for (int r = 0; r < x.rows; r++) {
            int seen = hideLater ? r + 1 : x.columns;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < seen; c++) greatest = Math.max(greatest, x.at(r, c));
            double sum = 0;
            for (int c = 0; c < seen; c++) sum += Math.exp(x.at(r, c) - greatest);
            for (int c = 0; c < seen; c++) out.value[r * x.columns + c] = Math.exp(x.at(r, c) - greatest) / sum;
        }
        back.add(() -> {
            for (int r = 0; r < x.rows; r++) {
                double inner = 0;
                for (int c = 0; c < x.columns; c++) inner += out.gradient[r * x.columns + c] * out.at(r, c);
                for (int c = 0; c < x.columns; c++)
                    x.gradient[r * x.columns + c] += out.at(r, c) * (out.gradient[r * x.columns + c] - inner);
            }
        });
        return out;
    }

    /** x plus table[bucket][column] at each place. */
    Node plusBias(Node x, Node table, int column, int[][] buckets) {
        Node out = node(x.rows, x.columns);
        for (int r = 0; r < x.rows; r++) {
            for (int c = 0; c < x.columns; c++) out.value[r * x.columns + c] = x.at(r, c) + table.at(buckets[r][c], column);
        }
        back.add(() -> {
            for (int r = 0; r < x.rows; r++) {
                for (int c = 0; c < x.columns; c++) {
                    x.gradient[r * x.columns + c] += out.gradient[r * x.columns + c];
                    table.gradient[buckets[r][c] * table.columns + column] += out.gradient[r * x.columns + c];
                }
            }
        });
        return out;
    }

    Node columns(Node x, int from, int count) {
        Node out = node(x.rows, count);
        for (int r = 0; r < x.rows; r++) System.arraycopy(x.value, r * x.columns + from, out.value, r * count, count);
        back.add(() -> {
            for (int r = 0; r < x.rows; r++) {
                for (int c = 0; c < count; c++) x.gradient[r * x.columns + from + c] += out.gradient[r * count + c];
            }
        });
        return out;
    }

    Node beside(List<Node> parts) {
        Node out = node(parts.get(0).rows, parts.stream().mapToInt(p -> p.columns).sum());
        int from = 0;
        for (Node part : parts) {
            int at = from;
            for (int r = 0; r < out.rows; r++)
                System.arraycopy(part.value, r * part.columns, out.value, r * out.columns + at, part.columns);
            back.add(() -> {
                for (int r = 0; r < out.rows; r++) {
                    for (int c = 0; c < part.columns; c++) part.gradient[r * part.columns + c] += out.gradient[r * out.columns + at + c];
                }
            });
            from += part.columns;
        }
        return out;
    }

    /** (n, 1) the log-probability of a token a row: logits over the temperature, softmax over the row's set of tokens. */
    Node logProbabilities(Node logits, int[] tokens, List<int[]> sets, double temperature) {
        Node out = node(logits.rows, 1);
        for (int r = 0; r < logits.rows; r++)
            out.value[r] = Math.log(probabilities(logits, r, sets.get(r), temperature)[indexOf(sets.get(r), tokens[r])]);
        back.add(() -> {
            for (int r = 0; r < logits.rows; r++) {
                int[] set = sets.get(r);
                double[] p = probabilities(logits, r, set, temperature);
                for (int i = 0; i < set.length; i++) {
                    logits.gradient[r * logits.columns + set[i]] += out.gradient[r] * ((set[i] == tokens[r] ? 1 : 0) - p[i]) / temperature;
                }
            }
        });
        return out;
    }

    static int indexOf(int[] set, int token) {
        for (int i = 0; i < set.length; i++) {
            if (set[i] == token) return i;
        }
        throw new AssertionError("token " + token + " could not have been drawn");
    }

    /** Of the tokens of a set, in its order. */
    static double[] probabilities(Node logits, int row, int[] set, double temperature) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int token : set) greatest = Math.max(greatest, logits.at(row, token) / temperature);
        double[] p = new double[set.length];
        double sum = 0;
        for (int i = 0; i < set.length; i++) {
            p[i] = Math.exp(logits.at(row, set[i]) / temperature - greatest);
            sum += p[i];
        }
        for (int i = 0; i < set.length; i++) p[i] /= sum;
        return p;
    }
}
