package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Version;
import dev.parallax.schema.Operation;
import dev.parallax.schema.Schema;
import dev.parallax.schema.SourceRange;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// What can be put into the editor: presets, what was in force, files. FX thread only.
final class PolicyMenus extends HBox {
    private static final int HISTORY_LIMIT = 20;
    private static final int RULE_CHARACTERS = 64;

    private final PolicyEditor editor;
    private final World world;
    private final MenuButton history;

    PolicyMenus(PolicyEditor editor, World world, Actions actions) {
        super(4);
        this.editor = editor;
        this.world = world;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("policy-menus");
        MenuButton presets = menu("policy.presets", "policy.presets.hint", Feather.LIST, "presets");
        for (Preset preset : Preset.values()) {
            MenuItem item = new MenuItem(preset.title());
            item.setOnAction(event -> editor.use(preset));
            presets.getItems().add(item);
        }
        history = menu("policy.history", "policy.history.hint", Feather.CLOCK, "policy-history");
        // A menu that opens needs an item.
        history.getItems().add(new MenuItem(text("policy.history.none")));
        history.setOnShowing(event -> fillHistory());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren()
                .addAll(
                        presets,
                        history,
                        space,
                        actions.iconButton(Action.OPEN_POLICY),
                        actions.iconButton(Action.SAVE_POLICY));
    }

    private static MenuButton menu(String key, String hint, Feather icon, String id) {
        MenuButton menu = new MenuButton(text(key), Icons.of(icon));
        menu.setId(id);
        menu.setTooltip(Actions.tooltip(text(hint)));
        menu.getStyleClass().addAll("flat", "small");
        menu.setMinWidth(USE_PREF_SIZE);
        return menu;
    }

    private void fillHistory() {
        List<SchemaHistory.Entry> entries = world.schemas().entries().reversed();
        history.getItems().clear();
        for (int index = 0; index < Math.min(HISTORY_LIMIT, entries.size()); index++) {
            SchemaHistory.Entry entry = entries.get(index);
            String time = entry.version() == Version.NONE
                    ? text("policy.history.first")
                    : Version.text(entry.version()).substring(11, 19);
            MenuItem item = new MenuItem(
                    text(index == 0 ? "policy.history.now" : "policy.history.entry", time, rule(entry.schema())));
            item.setMnemonicParsing(false);
            item.setDisable(index == 0);
            item.setOnAction(event -> editor.restore(entry.schema()));
            history.getItems().add(item);
        }
    }

    /// What tells one entry from another: who may query posts.
    private static String rule(Schema schema) {
        String rule = schema.record(World.POST)
                .map(post -> post.permission(Operation.QUERY).range())
                .filter(range -> range.end() <= schema.source().length())
                .map(range -> words(schema, range))
                .orElse("");
        return rule.length() <= RULE_CHARACTERS ? rule : rule.substring(0, RULE_CHARACTERS) + "…";
    }

    private static String words(Schema schema, SourceRange range) {
        return schema.source()
                .substring(range.start(), range.end())
                .replaceAll("\\s+", " ")
                .replace("( ", "(")
                .replace(", )", ")")
                .strip();
    }
}
