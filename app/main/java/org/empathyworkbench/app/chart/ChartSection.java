package org.empathyworkbench.app.chart;

import java.util.List;

/** Charts that tell one thing together. @param title empty where it needs none @param meaning what to look for, in a sentence */
public record ChartSection(String title, String meaning, List<ChartCard> cards) {
    public ChartSection { cards = List.copyOf(cards); }
}
