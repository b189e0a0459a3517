package org.empathyworkbench.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@Tag("window")
class MenuItemsTest {
    private MenuButton button;
    private final List<Integer> taken = new ArrayList<>();

    @Start
    void start(Stage stage) {
        button = new MenuButton("Take");
        button.setId("take");
        fill();
        stage.setScene(new Scene(new StackPane(button), 400, 300));
        stage.show();
    }

    /** What was taken is offered no more. */
    private void fill() {
        Menu within = new Menu("More");
        within.setId("more");
        within.getItems().setAll(IntStream.range(0, 3).filter(i -> !taken.contains(i))
                .mapToObj(i -> (MenuItem) MenuItems.item("item-" + i, "Item " + i, () -> {
                    taken.add(i);
                    fill();
                })).toList());
        MenuItems.refill(button, List.of(within));
    }

    @Test
    void aMenuRebuiltByItsOwnItemOpensAtTheNextClick(FxRobot robot) throws TimeoutException {
        for (int i = 0; i < 3; i++) {
            int number = i;
            robot.clickOn("#take").clickOn("#more").clickOn("#item-" + i);
            waitUntil(() -> taken.contains(number) && !button.isShowing());
        }
        assertThat(taken).containsExactly(0, 1, 2);
    }
}
