package dev.parallax.ui.strip;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.theme.Icons;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Where notices and small editors appear instead of dialogs: one notice and one editor at a time, the newest
/// wins. A notice goes by itself after a while. FX thread only.
public final class StripStack extends VBox implements Pulse.Part {
    private @Nullable Node notice;
    private @Nullable Node editor;
    private long noticeSeconds;
    private long noticeEnd = Long.MAX_VALUE;
    private Runnable afterClosing = () -> {};

    public StripStack() {
        super(8);
        setId("strips");
        getStyleClass().add("strips");
        setPickOnBounds(false);
        setMaxHeight(USE_PREF_SIZE);
    }

    /// Called when an editor was closed: the place to put the focus back.
    public void onEditorClosed(Runnable listener) {
        afterClosing = listener;
    }

    /// Keeps `line` below everything else; it shows itself when there is something to show.
    public void keep(Node line) {
        getChildren().addLast(line);
    }

    public void show(Notice newNotice) {
        closeNotice();
        Node strip = strip(newNotice);
        notice = strip;
        noticeSeconds = newNotice.kind().seconds();
        noticeEnd = Long.MAX_VALUE;
        getChildren().addFirst(strip);
    }

    /// Shows `form` in place of any other editor and gives `focus` the focus.
    public void edit(Node form, Node focus) {
        closeEditor();
        editor = form;
        StackPane frame = new StackPane(form);
        frame.getStyleClass().addAll("strip", "editor-strip");
        frame.setId("editor");
        editor = frame;
        getChildren().add(notice == null ? 0 : 1, frame);
        focus.requestFocus();
    }

    public void closeEditor() {
        Node open = editor;
        if (open != null) {
            getChildren().remove(open);
            editor = null;
            afterClosing.run();
        }
    }

    /// Closes the editor, or else the notice.
    ///
    /// @return false if there was nothing to close
    public boolean dismiss() {
        if (editor != null) {
            closeEditor();
            return true;
        }
        boolean any = notice != null;
        closeNotice();
        return any;
    }

    @Override
    public void refresh(long nanos) {
        if (notice == null) {
            return;
        }
        if (noticeEnd == Long.MAX_VALUE) {
            noticeEnd = nanos + TimeUnit.SECONDS.toNanos(noticeSeconds);
        } else if (nanos >= noticeEnd && !notice.isHover()) {
            closeNotice();
        }
    }

    private void closeNotice() {
        Node shown = notice;
        if (shown != null) {
            getChildren().remove(shown);
            notice = null;
        }
    }

    private Node strip(Notice shown) {
        Label sentence = new Label(shown.text());
        sentence.setWrapText(true);
        sentence.setMaxWidth(Double.MAX_VALUE);
        sentence.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        HBox strip = new HBox(12, Icons.of(shown.kind().icon(), "strip-icon"), sentence);
        for (Offer offer : shown.offers()) {
            Button button = new Button(offer.text());
            button.getStyleClass().add("small");
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(event -> {
                closeNotice();
                offer.act().run();
            });
            strip.getChildren().add(button);
        }
        Button close = new Button(null, Icons.of(Feather.X));
        close.setAccessibleText(text("close"));
        close.getStyleClass().addAll("flat", "button-icon", "small");
        close.setOnAction(event -> closeNotice());
        strip.getChildren().add(close);
        strip.setAlignment(Pos.CENTER_LEFT);
        strip.setId("notice");
        strip.setAccessibleRole(AccessibleRole.TEXT);
        strip.setAccessibleText(shown.text());
        strip.getStyleClass().addAll("strip", shown.kind().name().toLowerCase(Locale.ROOT) + "-strip");
        return strip;
    }
}
