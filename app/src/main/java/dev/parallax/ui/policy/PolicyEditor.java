package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Version;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.SchemaPreview;
import dev.parallax.server.engine.UnsupportedSchemaException;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.pulse.Question;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.Offer;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.tableau.Ghosts;
import dev.parallax.ui.world.World;
import dev.parallax.wire.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The policy as text: typed, checked and tried out before it is applied. While the text differs from what is in
/// force, the tableau shows the cells that would come and go.
///
/// FX thread only. Lexing, parsing and the preview run in the background, one at a time; a newer text
/// overtakes an older one, whose answer is then left aside.
final class PolicyEditor extends VBox implements Pulse.Part {
    /// While others write, a preview grows old; it is worked out again this often.
    private static final long PREVIEW_AGE_NANOS = 2_000_000_000L;

    private static final double FOOT_HEIGHT_MAX = 280;

    private final World world;
    private final StripStack strips;
    private final Background background;
    private final Consumer<Ghosts> ghosts;
    private final SchemaArea area = new SchemaArea();
    private final Label state = new Label();
    private final ErrorList errors = new ErrorList(area::goTo);
    private final ImpactView impactView;
    private final Button apply;
    private final Button revert;
    private final HBox buttons = new HBox(8);
    private final Question<Analysis> analysing;
    private final Question<Tried> trying;
    private final Applying applying;
    /// What is in force, as text.
    private String base;

    private boolean changed;
    /// The text as it is, for the background to see whether its work is still wanted.
    private volatile String newest = "";

    private @Nullable Analysis analysis;
    private @Nullable Tried tried;
    /// The frame's time.
    private long now;

    private long triedAt;
    private long triedVersion;

    /// What a preview of a text gave.
    ///
    /// @param problem why there is none, or null
    private record Tried(
            Schema schema,
            @Nullable Impact impact,
            @Nullable String problem) {}

    PolicyEditor(
            World world,
            Selection selection,
            StripStack strips,
            Actions actions,
            Background background,
            Consumer<Ghosts> ghosts) {
        this.world = world;
        this.strips = strips;
        this.background = background;
        this.ghosts = ghosts;
        this.impactView = new ImpactView(selection);
        this.analysing = new Question<>(background, this::onAnalysed);
        this.trying = new Question<>(background, this::onTried);
        this.applying = new Applying(world, strips, background.mailbox());
        this.base = world.schema().source();
        state.setId("policy-state");
        state.setWrapText(true);
        state.setMinHeight(USE_PREF_SIZE);
        state.getStyleClass().add("small-text");
        apply = actions.button(Action.APPLY_POLICY);
        apply.setText(text("policy.apply"));
        apply.getStyleClass().addAll("accent", "small");
        revert = actions.button(Action.REVERT_POLICY);
        revert.setText(text("policy.revert"));
        revert.getStyleClass().add("small");
        apply.setMinWidth(USE_PREF_SIZE);
        revert.setMinWidth(USE_PREF_SIZE);
        VBox.setVgrow(area, Priority.ALWAYS);
        getChildren().addAll(new PolicyMenus(this, world, actions), area, foot());
        area.start(base);
        area.onChange(this::onChanged);
        onChanged();
    }

    private Node foot() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        buttons.getChildren().addAll(space, revert, apply);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox foot = new VBox(8, state, errors, impactView, buttons);
        foot.setMaxHeight(FOOT_HEIGHT_MAX);
        foot.setMinHeight(USE_PREF_SIZE);
        foot.getStyleClass().add("policy-foot");
        errors.setPrefHeight(120);
        impactView.setMaxHeight(200);
        return foot;
    }

    String source() {
        return area.source();
    }

    void focusText() {
        area.focus();
    }

    void showRecord(String record) {
        area.goToRecord(record);
    }

    /// Puts a text into the editor, to be looked at before it is applied; the one before can be had
    /// back by undo.
    void propose(String source) {
        area.replace(source);
    }

    void revert() {
        area.replace(base);
    }

    void use(Preset preset) {
        preset.in(area.source())
                .ifPresentOrElse(
                        this::propose, () -> strips.show(new Notice(Kind.DENIED, text("preset.cannot"), List.of())));
    }

    /// Goes back to a schema that was in force.
    void restore(Schema schema) {
        area.replace(schema.source());
        apply(schema, null, false);
    }

    /// Brings the text into force, as far as it is a schema.
    void apply() {
        String source = area.source();
        if (source.equals(base)) {
            strips.show(Notice.info(text("policy.apply.same")));
            return;
        }
        background.run(() -> {
            Analysis checked = Analysis.of(source);
            background.mailbox().post(() -> apply(checked));
        });
    }

    private void apply(Analysis checked) {
        Schema schema = checked.schema().orElse(null);
        if (schema == null) {
            strips.show(new Notice(
                    Kind.DENIED, text("policy.apply.errors", checked.errors().size()), List.of()));
            area.goTo(checked.errors().getFirst());
            return;
        }
        Tried last = tried;
        Impact impact = last != null && last.schema().source().equals(schema.source()) ? last.impact() : null;
        apply(schema, impact, false);
    }

    private void apply(Schema schema, @Nullable Impact impact, boolean dropData) {
        if (impact != null && !impact.losses().isEmpty() && !dropData) {
            askToDrop(schema, impact, impact.lossSentence());
            return;
        }
        applying.apply(schema, impact, dropData, sentence -> askToDrop(schema, impact, sentence));
    }

    private void askToDrop(Schema schema, @Nullable Impact impact, String sentence) {
        strips.show(new Notice(
                Kind.QUESTION,
                text("policy.drop", sentence),
                List.of(
                        new Offer(text("policy.drop.yes"), () -> apply(schema, impact, true)),
                        new Offer(text("policy.drop.no"), area::focus))));
    }

    void open(Path file) {
        background.run(() -> {
            PolicyFile.Content content = PolicyFile.read(file);
            background.mailbox().post(() -> onOpened(content));
        });
    }

    private void onOpened(PolicyFile.Content content) {
        switch (content) {
            case PolicyFile.Content.Good good -> propose(good.source());
            case PolicyFile.Content.WithErrors wrong ->
                strips.show(new Notice(
                        Kind.QUESTION,
                        wrong.sentence(),
                        List.of(new Offer(text("policy.file.anyway"), () -> propose(wrong.source())))));
            case PolicyFile.Content.Unreadable bad -> strips.show(new Notice(Kind.DENIED, bad.sentence(), List.of()));
        }
    }

    void save(Path file) {
        String source = area.source();
        background.run(() -> {
            String sentence = PolicyFile.write(file, source);
            background.mailbox().post(() -> strips.show(Notice.info(sentence)));
        });
    }

    private void onChanged() {
        changed = true;
        newest = area.source();
    }

    @Override
    public void refresh(long nanos) {
        now = nanos;
        follow();
        if (changed || isOld()) {
            changed = false;
            triedAt = nanos;
            String source = newest;
            analysing.ask(() -> Analysis.of(source));
            showState();
        }
    }

    /// Whether the shown preview is of data that has changed since.
    private boolean isOld() {
        return tried != null && now - triedAt >= PREVIEW_AGE_NANOS && world.version() != triedVersion;
    }

    /// Takes over what came into force by another way, unless somebody is typing.
    private void follow() {
        String inForce = world.schema().source();
        if (inForce.equals(base)) {
            return;
        }
        boolean clean = area.source().equals(base);
        boolean mine = area.source().equals(inForce);
        base = inForce;
        if (clean && !mine) {
            area.start(inForce);
        } else if (!mine) {
            strips.show(Notice.info(text("policy.changed.meanwhile")));
        }
        changed = true;
    }

    private void onAnalysed(Analysis answer) {
        analysis = answer;
        area.show(answer);
        Schema schema = answer.schema().orElse(null);
        if (schema == null || answer.source().equals(base)) {
            tried = null;
            ghosts.accept(Ghosts.NONE);
        } else {
            trying.ask(() -> tryOut(schema));
        }
        showState();
    }

    /// In the background.
    private Tried tryOut(Schema schema) {
        try {
            SchemaPreview preview = world.archive().preview(schema, () -> !newest.equals(schema.source()));
            return new Tried(schema, Impact.of(preview, world.clients()), null);
        } catch (UnsupportedSchemaException e) {
            return new Tried(schema, null, String.valueOf(e.getMessage()));
        } catch (ProblemException e) {
            return new Tried(schema, null, e.problem().detail());
        } catch (CancellationException e) {
            // The text is another by now, so that this answer will be left aside.
            return new Tried(schema, null, null);
        }
    }

    private void onTried(Tried answer) {
        if (!answer.schema().source().equals(area.source())) {
            return;
        }
        tried = answer;
        triedAt = now;
        triedVersion = world.version();
        Impact impact = answer.impact();
        ghosts.accept(impact == null ? Ghosts.NONE : impact.ghosts());
        showState();
    }

    private void showState() {
        Analysis last = analysis;
        boolean different = !area.source().equals(base);
        boolean current = last != null && last.source().equals(area.source());
        int count = last == null || !different ? 0 : last.errors().size();
        Tried preview = tried;
        boolean previewed = different
                && current
                && preview != null
                && preview.schema().source().equals(area.source());
        Impact impact = previewed && preview != null ? preview.impact() : null;
        present(errors, count > 0);
        errors.show(last == null || count == 0 ? List.of() : last.errors());
        present(impactView, impact != null && count == 0);
        if (impact != null) {
            impactView.show(impact, impact.resynchronised().isEmpty() && impact.isQuiet());
        }
        present(buttons, different);
        state.setText(sentence(different, count, previewed ? preview : null));
        present(state, !state.getText().isEmpty());
    }

    private String sentence(boolean different, int count, @Nullable Tried last) {
        if (!different) {
            long version = world.schemas().version();
            return version == Version.NONE
                    ? text("policy.state.start")
                    : text("policy.state.since", Version.text(version).substring(11, 19));
        }
        if (count > 0) {
            return text("policy.state.errors", count);
        }
        if (last == null) {
            return text("policy.state.trying");
        }
        return Optional.ofNullable(last.problem()).orElse("");
    }

    private static void present(Node node, boolean value) {
        node.setVisible(value);
        node.setManaged(value);
    }
}
