package dev.parallax.ui;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.StorageException;
import dev.parallax.language.SchemaException;
import dev.parallax.scenario.Arena;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.server.ServerStartException;
import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.scenario.FileDialogs;
import dev.parallax.ui.scenario.SystemFileDialogs;
import dev.parallax.ui.scenario.Theatre;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.text.Fonts;
import dev.parallax.ui.theme.TextSize;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.theme.Themes;
import dev.parallax.ui.world.World;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One window over one world. It shows at once, with a splash until the world has started in the background,
/// and takes the world down with it. FX thread only.
public final class PlaygroundStage implements Theatre {
    private static final Logger LOG = LoggerFactory.getLogger(PlaygroundStage.class);
    static final double WIDTH = 1440;
    static final double HEIGHT = 900;
    private static final double WIDTH_MIN = 1100;
    private static final double HEIGHT_MIN = 700;

    private final Stage stage;
    private final Preferences preferences;
    private final Supplier<World> starter;
    private final int clientsAtStart;
    private final Mailbox mailbox = new Mailbox();
    private final Background background = new Background(mailbox);
    private final Pulse pulse = new Pulse(mailbox);
    private final Splash splash = new Splash();
    private final Scene scene = new Scene(splash, WIDTH, HEIGHT);
    private final Themes themes;
    private Runnable afterClosing = () -> {};
    private @Nullable World world;
    private final FileDialogs dialogs;
    private @Nullable PlaygroundWindow window;
    /// What is shown in place of the person's own world.
    private @Nullable Stay stay;
    private boolean closed;

    /// With the system's own file dialogs.
    ///
    /// @param starter starts the world; called once, in the background
    /// @param theme for this run only, or empty for the remembered one
    public PlaygroundStage(
            Stage stage, Preferences preferences, Optional<ThemeChoice> theme, Supplier<World> starter, int clients) {
        this(stage, preferences, theme, starter, clients, new SystemFileDialogs(() -> stage));
    }

    PlaygroundStage(
            Stage stage,
            Preferences preferences,
            Optional<ThemeChoice> theme,
            Supplier<World> starter,
            int clients,
            FileDialogs dialogs) {
        this.dialogs = dialogs;
        this.stage = stage;
        this.preferences = preferences;
        this.starter = starter;
        this.clientsAtStart = clients;
        Fonts.load();
        themes = new Themes(preferences, scene, theme);
    }

    /// Called once the window is closed and the world is down, on any thread.
    public void onClosed(Runnable listener) {
        afterClosing = listener;
    }

    public void open() {
        themes.attach();
        stage.setTitle(text("app.title"));
        stage.setScene(scene);
        stage.setMinWidth(WIDTH_MIN);
        stage.setMinHeight(HEIGHT_MIN);
        WindowPlace.restore(stage, preferences);
        stage.setOnHidden(event -> close());
        stage.show();
        pulse.start();
        background.run(this::startWorld);
    }

    /// Where the content is shown.
    public Scene scene() {
        return scene;
    }

    /// The window's content that is shown, once the world is there.
    public Optional<PlaygroundWindow> window() {
        return stay == null ? Optional.ofNullable(window) : Optional.of(stay.window());
    }

    @Override
    public void play(Scenario scenario) {
        window().ifPresent(shown -> shown.tell(Kind.INFO, text("scenario.starting", scenario.name())));
        background.run(() -> {
            try {
                Arena arena = Arena.start(scenario.setting());
                mailbox.post(() -> begin(scenario, arena));
            } catch (SchemaException | ServerStartException | StorageException e) {
                String sentence = String.valueOf(e.getMessage());
                mailbox.post(() -> window().ifPresent(shown -> shown.tell(Kind.DENIED, sentence)));
            } catch (RuntimeException e) {
                LOG.warn("A scenario could not be started", e);
                String sentence = text("scenario.unstartable", scenario.name());
                mailbox.post(() -> window().ifPresent(shown -> shown.tell(Kind.DENIED, sentence)));
            }
        });
    }

    @Override
    public void leave() {
        Stay last = stay;
        PlaygroundWindow own = window;
        if (last == null || own == null) {
            return;
        }
        stay = null;
        Runnable ending = last.end();
        own.show(scene);
        pulse.start();
        background.run(ending);
    }

    private void begin(Scenario scenario, Arena arena) {
        if (closed) {
            background.run(arena::close);
        } else {
            begin(() -> new Performance(scenario, arena, preferences, themes, background, this, dialogs));
        }
    }

    @Override
    public void visit(World opened) {
        if (closed) {
            background.run(opened::close);
        } else {
            begin(() -> new Visit(opened, preferences, themes, background, this, dialogs));
        }
    }

    @Override
    public boolean isOwn(World shown) {
        return shown.equals(world);
    }

    private void begin(Supplier<Stay> next) {
        leave();
        if (world != null) {
            world.traffic().stop();
        }
        pulse.stop();
        Stay begun = next.get();
        stay = begun;
        begun.begin(scene);
    }

    /// Changes the theme, and remembers it.
    public void choose(ThemeChoice theme) {
        themes.choose(theme);
    }

    /// How large everything is shown.
    public TextSize textSize() {
        return themes.textSize();
    }

    /// Hides the window and takes the world down in the background.
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        pulse.stop();
        if (window != null) {
            window.close();
        }
        WindowPlace.remember(stage, preferences);
        themes.detach();
        stage.hide();
        Runnable ending = stay == null ? () -> {} : stay.end();
        World running = world;
        Thread.ofPlatform().name("close-world").start(() -> {
            background.close();
            ending.run();
            if (running != null) {
                running.close();
            }
            afterClosing.run();
        });
    }

    private void startWorld() {
        try {
            World started = starter.get();
            mailbox.post(() -> show(started));
        } catch (SchemaException | ServerStartException | IllegalArgumentException e) {
            String sentence = String.valueOf(e.getMessage());
            mailbox.post(() -> splash.fail(sentence));
        } catch (RuntimeException e) {
            LOG.error("The world could not be started", e);
            mailbox.post(() -> splash.fail(text("failed")));
        }
    }

    private void show(World started) {
        world = started;
        PlaygroundWindow made =
                new PlaygroundWindow(started, preferences, themes, pulse, background, this, dialogs, null);
        window = made;
        made.show(scene);
        preferences.problem().ifPresent(problem -> made.tell(Kind.DENIED, problem));
        if (started.origin().isPresent()) {
            made.welcomeBack();
        } else {
            made.addClients(clientsAtStart);
        }
    }
}
