package org.empathyworkbench.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.workspace.RunKind;
import org.junit.jupiter.api.Test;

class SweepPlanTest {
    private static final Recipe PPO = Recipes.preset("small-ppo").recipe();

    @Test void everyValueMeetsEveryOtherAndEverySeed() {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put("beta", List.of("0", " 0.2"));
        axes.put("epochs", List.of("1", "2", "3"));
        SweepPlan plan = SweepPlan.grid(PPO, axes, SweepPlan.seeds("1..2,7"));
        assertThat(plan.rows()).extracting(SweepPlan.Row::name).containsExactly("beta=0, epochs=1", "beta=0, epochs=2",
                "beta=0, epochs=3", "beta=0.2, epochs=1", "beta=0.2, epochs=2", "beta=0.2, epochs=3");
        assertThat(plan.runs()).isEqualTo(18);
        List<Recipe> recipes = plan.recipes("grid");
        assertThat(recipes.subList(0, 6)).extracting(Recipe::seed).as("seed by seed").containsOnly(1L);
        assertThat(recipes.get(17).seed()).isEqualTo(7);
        assertThat(recipes.get(17).name()).isEqualTo("grid, beta=0.2, epochs=3, seed 7");
        assertThat(recipes.get(17).runSettings().toMap()).containsEntry("beta", 0.2)
                .containsEntry("epochs", 3).containsEntry("steps", 200);
    }

    @Test void aPlanIsReadBackAsItWasWritten() {
        SweepPlan plan = new SweepPlan(PPO.withDataset("ed").withBase("b").resolve(),
                List.of(new SweepPlan.Row("a \"b\"", Map.of("beta", "0")), new SweepPlan.Row("c", Map.of())), List.of(3L, 1L));
        assertThat(SweepPlan.parse(plan.toJson(), "x").recipe().resolve()).isEqualTo(plan.recipe());
        assertThat(SweepPlan.parse(plan.toJson(), "x").seeds()).containsExactly(3L, 1L);
        assertThat(SweepPlan.parse(plan.toJson(), "x").rows()).isEqualTo(plan.rows());
        assertThatThrownBy(() -> SweepPlan.parse("{}", "x")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("plan of the sweep \"x\"");
    }

    @Test void whatCannotBeASweepSaysWhy() {
        for (String seeds : List.of("", "a", "5..1", "1..", "1,,2", "1..9999"))
            assertThatThrownBy(() -> SweepPlan.seeds(seeds)).as(seeds)
                    .isInstanceOf(UserInputException.class).hasMessageContaining("names no seeds");
        assertThat(SweepPlan.seeds("-2..0, 9")).containsExactly(-2L, -1L, 0L, 9L);
        assertThatThrownBy(() -> SweepPlan.grid(PPO, Map.of(), List.of(1L, 1L)))
                .isInstanceOf(UserInputException.class).hasMessageContaining("twice");
        assertThatThrownBy(() -> SweepPlan.grid(PPO, Map.of("beta", List.of("1", "1")), List.of(1L)))
                .isInstanceOf(UserInputException.class).hasMessageContaining("same settings");
        assertThatThrownBy(() -> SweepPlan.grid(PPO, Map.of("seed", List.of("1", "2")), List.of(1L)))
                .isInstanceOf(UserInputException.class).hasMessageContaining("seed");
        assertThatThrownBy(() -> SweepPlan.grid(PPO, Map.of(), List.of())).isInstanceOf(UserInputException.class);
    }

    @Test void theAblationHasTheRowsOfTableSixOverAnyAlignment() {
        SweepPreset ablation = SweepPreset.named("ablation");
        List<SweepPlan.Row> rows = ablation.rows(PPO);
        assertThat(rows).extracting(SweepPlan.Row::name).containsExactly("EmpRL", "without KL", "without empathy reward", "without RL");
        assertThat(rows.get(1).changes()).as("600 of 1,600 steps, as the paper").isEqualTo(Map.of("beta", "0", "steps", "75"));
        assertThat(ablation.rows(Recipes.preset("paper-ppo").recipe()).get(1).changes()).containsEntry("steps", "600");
        for (Recipe recipe : new SweepPlan(PPO, rows, List.of(1L)).recipes("t6")) recipe.resolve();
        assertThatThrownBy(() -> ablation.rows(Recipes.preset("small-generator").recipe()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("kind ppo");
        assertThat(SweepPreset.of(RunKind.GENERATOR)).extracting(SweepPreset::name).containsExactly("five-seeds");
        assertThat(SweepPreset.named("five-seeds").seeds()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThatThrownBy(() -> SweepPreset.named("other")).hasMessageContaining("five-seeds, ablation");
    }
}
