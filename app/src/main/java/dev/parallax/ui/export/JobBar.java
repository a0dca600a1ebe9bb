package dev.parallax.ui.export;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.bundle.Job;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.theme.Icons;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Shows how far a job is, with a count, and lets it be cancelled; a job that is over at once never shows. FX thread
/// only.
public final class JobBar extends HBox implements Pulse.Part {
    /// What is over sooner needs no bar: it would only flicker.
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Label what = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Label count = new Label();
    private @Nullable Job job;
    private long since;

    public JobBar() {
        super(12);
        setId("job");
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().addAll("strip", "info-strip");
        bar.setPrefWidth(160);
        bar.setAccessibleText(text("job.name"));
        count.getStyleClass().add("figure");
        what.setMinWidth(USE_PREF_SIZE);
        count.setMinWidth(USE_PREF_SIZE);
        Button cancel = new Button(text("cancel"), Icons.of(Feather.X));
        cancel.setId("job-cancel");
        cancel.setTooltip(Actions.tooltip(text("job.cancel")));
        cancel.getStyleClass().add("small");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(event -> cancel());
        getChildren().addAll(Icons.of(Feather.CLOCK), what, bar, count, cancel);
        showBar(false);
    }

    /// Whether a job is under way.
    public boolean isBusy() {
        return job != null;
    }

    void begin(Job newJob) {
        job = newJob;
        since = 0;
        what.setText(newJob.what());
    }

    void end() {
        job = null;
        showBar(false);
    }

    @Override
    public void refresh(long nanos) {
        Job running = job;
        if (running == null) {
            return;
        }
        since = since == 0 ? nanos : since;
        if (nanos - since < PATIENCE_NANOS) {
            return;
        }
        long total = running.total();
        bar.setProgress(total == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) running.done() / total);
        count.setText(total == 0 ? "" : text("job.count", running.done(), total));
        showBar(true);
    }

    private void cancel() {
        Job running = job;
        if (running != null) {
            running.cancel();
        }
    }

    private void showBar(boolean visible) {
        setVisible(visible);
        setManaged(visible);
    }
}
