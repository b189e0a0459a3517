package org.empathyworkbench.app.chart;

/** Where notes go that a person writes into a chart. */
public interface ChartNotes {
    void add(String run, int step, String text);

    void change(long id, String text);

    void remove(long id);
}
