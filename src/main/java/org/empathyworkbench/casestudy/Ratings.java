package org.empathyworkbench.casestudy;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The user's ratings of a response, each from 1 to 5 as in the paper's human evaluation (METHOD section 7); null if not rated. */
public record Ratings(@Nullable Integer empathy, @Nullable Integer relevance, @Nullable Integer fluency) {
    public static final Ratings NONE = new Ratings(null, null, null);
    public static final int WORST = 1;
    public static final int BEST = 5;

    /** What is rated. */
    public enum Aspect {
        EMPATHY("Empathy", "Does the response understand the speaker's feelings, and show it?"),
        RELEVANCE("Relevance", "Does the response fit what was said before?"),
        FLUENCY("Fluency", "Is the response good language, easy to understand?");

        private final String title;
        private final String question;

        Aspect(String title, String question) {
            this.title = title;
            this.question = question;
        }

        public String title() { return title; }

        /** What a rater asks. */
        public String question() { return question; }

        /** The name in files. */
        public String key() { return name().toLowerCase(Locale.ROOT); }
    }

    public Ratings {
        Stream.of(empathy, relevance, fluency).filter(Objects::nonNull).forEach(rating -> {
            if (rating < WORST || rating > BEST)
                throw new IllegalArgumentException("A rating lies between " + WORST + " and " + BEST + ", not at " + rating + ".");
        });
    }

    /** Null if not rated. */
    public @Nullable Integer of(Aspect aspect) {
        return switch (aspect) {
            case EMPATHY -> empathy;
            case RELEVANCE -> relevance;
            case FLUENCY -> fluency;
        };
    }

    /** @param rating null to take it back */
    public Ratings with(Aspect aspect, @Nullable Integer rating) {
        return switch (aspect) {
            case EMPATHY -> new Ratings(rating, relevance, fluency);
            case RELEVANCE -> new Ratings(empathy, rating, fluency);
            case FLUENCY -> new Ratings(empathy, relevance, rating);
        };
    }

    public boolean none() { return equals(NONE); }
}
