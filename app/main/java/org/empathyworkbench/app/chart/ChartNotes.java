package org.empathyworkbench.app.chart;

/** Stores the notes that the user writes into a chart. */
public interface ChartNotes {
    void add(String run, int step, String text);

    void change(long id, String text);

    void remove(long id);
}
