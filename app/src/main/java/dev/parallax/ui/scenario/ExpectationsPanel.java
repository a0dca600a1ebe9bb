package dev.parallax.ui.scenario;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.scenario.Pin;
import dev.parallax.scenario.Watch;
import dev.parallax.scenario.expectation.Expectation;
import dev.parallax.scenario.expectation.ExpectationException;
import dev.parallax.scenario.expectation.ExpectationLanguage;
import dev.parallax.scenario.expectation.Place;
import dev.parallax.scenario.expectation.Vocabulary;
import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What is pinned and how it stands, checked all the time; a sentence can be typed above it. FX thread
/// only.
public final class ExpectationsPanel extends VBox implements Pulse.Part {
    private static final String PREFERENCE = "expectations";

    private final World world;
    private final Watch watch;
    private final Selection selection;
    private final Preferences preferences;
    private final SentenceField field;
    private final VBox list = new VBox(8);
    private final Label empty = new Label(text("expect.empty"));
    private final Map<Integer, PinRow> rows = new LinkedHashMap<>();
    /// The pins that were made here, and are remembered.
    private final Map<Integer, String> own = new HashMap<>();

    /// @param preferences where pins are remembered; those of an earlier run are pinned again
    public ExpectationsPanel(World world, Selection selection, Preferences preferences) {
        super(12);
        this.world = world;
        this.watch = world.watch();
        this.selection = selection;
        this.preferences = preferences;
        setId("expectations");
        getStyleClass().add("panel-body");
        field = new SentenceField(this::vocabulary, this::pin);
        empty.setWrapText(true);
        empty.getStyleClass().add("muted");
        empty.setMinHeight(USE_PREF_SIZE);
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(field, empty, scroll);
        preferences.get(PREFERENCE).stream().flatMap(String::lines).forEach(this::pinAgain);
    }

    /// Pins a sentence that is known to be right.
    public void pin(String sentence) {
        pin(ExpectationLanguage.parse(sentence, vocabulary()));
    }

    public void focusField() {
        field.focus();
    }

    @Override
    public void refresh(long nanos) {
        List<Pin> pins = watch.pins();
        List<Integer> numbers = pins.stream().map(Pin::number).toList();
        rows.keySet().removeIf(number -> !numbers.contains(number));
        for (Pin pin : pins) {
            rows.computeIfAbsent(pin.number(), number -> row(pin)).show(pin);
        }
        List<PinRow> now = numbers.stream().map(rows::get).toList();
        if (!list.getChildren().equals(now)) {
            list.getChildren().setAll(now);
        }
        boolean none = now.isEmpty();
        empty.setVisible(none);
        empty.setManaged(none);
    }

    private PinRow row(Pin pin) {
        return new PinRow(
                pin,
                own.containsKey(pin.number()),
                () -> jump(pin.number()),
                () -> watch.again(pin.number()),
                () -> unpin(pin.number()));
    }

    private void pin(Expectation expectation) {
        // A state that is checked all the time shows how it is now; what has a limit runs from here.
        own.put(watch.pin(expectation), expectation.text());
        remember();
    }

    private void unpin(int number) {
        watch.unpin(number);
        own.remove(number);
        remember();
    }

    /// Pins a sentence of an earlier run; says so if it means nothing any more.
    public void pinAgain(String sentence) {
        try {
            own.put(watch.pin(ExpectationLanguage.parse(sentence, vocabulary())), sentence);
        } catch (ExpectationException e) {
            // The schema is another one now: what the sentence spoke of is not there any more.
            field.say(text("expect.lost", sentence, e.sentence()));
        }
    }

    private void remember() {
        preferences.put(PREFERENCE, own.keySet().stream().sorted().map(own::get).collect(Collectors.joining("\n")));
    }

    /// Selects the client and row that the reading is about.
    private void jump(int number) {
        watch.pins().stream()
                .filter(pin -> pin.number() == number)
                .map(pin -> pin.standing().place())
                .filter(place -> place.clientNumber() > 0)
                .forEach(this::select);
    }

    private void select(Place place) {
        boolean post = place.record().equals(World.POST) && place.id() > 0;
        selection.select(place.clientNumber(), post ? place.id() : selection.postId());
    }

    private Vocabulary vocabulary() {
        return Vocabulary.of(world.schema())
                .withClients(world.clients().stream().map(FleetClient::name).collect(Collectors.toSet()));
    }
}
