package org.empathyworkbench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.chart.ChartPlan.Line;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.workspace.RunKind;
import org.junit.jupiter.api.Test;

class ChartStoryTest {
    @Test
    void ppoChartsAreOrderedFromRewardToLevels() {
        List<ChartPlan> plans = ChartStory.of(RunKind.PPO, List.of("speed/tokens-a-second", "levels-ex/none", "levels-ex/none-target",
                "text/length", "value/loss", "policy/loss", "kl/full", "kl/k1", "reward/ex", "reward/er", "reward/raw"));
        assertThat(plans).extracting(ChartPlan::title).containsExactly("Empathy reward", "Reward by mechanism", "KL", "Policy loss",
                "Value loss", "Response length", "Exploration", "Speed");
        assertThat(plans).extracting(plan -> plan.section().title())
                .containsExactly("Reward", "Reward", "KL to the reference model", "Policy diagnostics",
                        "Value head diagnostics", "Text diagnostics", "Generated and target levels", "System and other metrics");
        assertThat(plans.get(1).lines())
                .containsExactly(new Line("reward/er", "Emotional reaction", LineStyle.mechanism(Mechanism.EMOTIONAL_REACTION)),
                        new Line("reward/ex", "Exploration", LineStyle.mechanism(Mechanism.EXPLORATION)));
        assertThat(plans.get(6).lines()).extracting(Line::label).containsExactly("none", "none, wanted");
        assertThat(plans.get(6).lines().get(1).style()).isEqualTo(LineStyle.level(Mechanism.EXPLORATION, Level.NONE, true));
    }

    @Test
    void theTotalLossChartFollowsTheRewardChartWithItsBaselines() {
        List<ChartPlan> plans = ChartStory.of(RunKind.PPO,
                List.of("kl/uncharged-mass", "policy/loss", "loss/total", "reward/floor-empty", "reward/floor-full-stop", "reward/raw"));
        assertThat(plans).extracting(ChartPlan::title)
                .containsExactly("Empathy reward", "Total training loss", "Reference mass outside the KL", "Policy loss");
        assertThat(plans.get(0).lines()).extracting(Line::metric)
                .containsExactly("reward/raw", "reward/floor-full-stop", "reward/floor-empty");
        assertThat(plans.get(0).lines()).extracting(Line::label).doesNotHaveDuplicates();
        assertThat(plans.get(1).section()).isEqualTo(plans.get(0).section());
    }

    @Test
    void noMetricIsLostAndNoneIsDrawnTwice() {
        List<String> names = List.of("reward/raw", "odd", "something/new_one", "something/else", "kl/k1", "reward/unheard");
        assertThat(ChartStory.of(RunKind.PPO, names)).flatExtracting(ChartPlan::lines)
                .extracting(Line::metric).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void linesOfOneChartDifferInTheirDashesNotInColourAlone() {
        for (ChartPlan plan : ChartStory.of(RunKind.PPO, List.of("kl/k1", "kl/k3", "kl/full", "reward/er", "reward/ip", "reward/ex"))) {
            assertThat(plan.lines()).extracting(line -> List.of(Arrays.toString(line.style().dashes()))).doesNotHaveDuplicates();
        }
    }

    @Test
    void linesOfOneChartNeverShareAName() {
        for (RunKind kind : RunKind.values()) {
            for (ChartPlan plan : ChartStory.of(kind,
                    List.of("train/loss", "validation/loss", "er/train/loss", "ip/train/loss", "er/validation/loss", "kl/k1", "kl/k3"))) {
                assertThat(plan.lines()).extracting(Line::label).doesNotHaveDuplicates();
            }
        }
        assertThat(ChartStory.of(RunKind.GENERATOR, List.of("train/loss")).get(0).lines().get(0).label()).isEqualTo("train loss");
    }
}
