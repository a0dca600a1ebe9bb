package dev.parallax.ui.why;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import dev.parallax.change.Version;
import dev.parallax.client.Coverage;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.TableSnapshot;
import dev.parallax.client.WriteKind;
import dev.parallax.client.WriteResult;
import dev.parallax.oracle.Finding;
import dev.parallax.policy.Explanation;
import dev.parallax.server.engine.Why;
import dev.parallax.ui.why.Verdict.Kind;
import dev.parallax.ui.why.Verdict.Layer;
import dev.parallax.ui.why.Verdict.Tone;
import dev.parallax.wire.RowJson;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Joins what the server, the line and the client say of one row into one verdict. Pure; one use for
/// each question.
public final class Judge {
    private static final String NOWHERE = "–";
    private static final int TIME_START = 11;
    private static final int TIME_END = 26;

    private final Facts facts;
    private final TableSnapshot table;
    private final @Nullable Row synced;
    private final @Nullable Row shown;
    private final List<PendingWrite> pending;
    private final @Nullable WriteResult result;
    private final String what;

    private Judge(Facts facts) {
        this.facts = facts;
        table = facts.snapshot().table(facts.record());
        synced = find(table.synced(), facts.id());
        shown = find(table.shown(), facts.id());
        pending = facts.snapshot().pending().stream()
                .filter(write -> write.id() == facts.id() && write.record().equals(facts.record()))
                .toList();
        result = facts.snapshot().results().stream()
                .filter(each -> each.id() == facts.id() && each.record().equals(facts.record()))
                .reduce((earlier, later) -> later)
                .orElse(null);
        what = facts.record().toLowerCase(Locale.ROOT) + " " + facts.id();
    }

    public static Verdict of(Facts facts) {
        return new Judge(facts).verdict();
    }

    private Verdict verdict() {
        Kind kind = kind();
        Why why = facts.why();
        return new Verdict(
                kind,
                sentence(kind),
                policy(),
                sync(kind),
                overlay(),
                why == null ? null : why.explanation(),
                why == null ? List.of() : why.flips());
    }

    private Kind kind() {
        boolean held = synced != null;
        if (!pending.isEmpty() && (held || pending.getFirst().kind() == WriteKind.CREATE)) {
            return edited();
        }
        Why why = facts.why();
        if (why == null) {
            return held ? Kind.GONE_STILL_HELD : isRefused() ? Kind.WRITE_REFUSED : Kind.NO_ROW;
        }
        boolean allowed = why.explanation().allowed();
        if (held && !allowed) {
            return facts.finding() == Finding.Kind.LEAK ? Kind.LEAK : Kind.STILL_HELD;
        }
        if (!held && allowed) {
            return !isFollowed(why.row())
                    ? Kind.NOT_FOLLOWED
                    : facts.finding() == Finding.Kind.MISSING ? Kind.MISSING : Kind.NOT_DELIVERED;
        }
        if (!held) {
            return Kind.DENIED;
        }
        return holding(why.row());
    }

    /// It is permitted and here: is it as it should be?
    private Kind holding(Row row) {
        boolean same = synced != null && isSame(synced, row);
        // The same version with another content is no matter of time.
        boolean spoilt = !same && synced != null && synced.version() == row.version();
        if (facts.finding() == Finding.Kind.STALE || spoilt) {
            return Kind.SPOILT;
        }
        if (!same) {
            return Kind.OUTDATED;
        }
        return isRefused() ? Kind.WRITE_REFUSED : Kind.HELD;
    }

    private Kind edited() {
        PendingWrite last = pending.getLast();
        if (pending.stream().anyMatch(write -> write.state() == PendingWrite.State.CONFLICT)) {
            return Kind.CONFLICT;
        }
        return switch (last.kind()) {
            case DELETE -> Kind.HIDDEN_BY_EDIT;
            case CREATE -> Kind.CREATED_HERE;
            case UPDATE -> synced == null ? Kind.CREATED_HERE : Kind.EDITED;
        };
    }

    private boolean isRefused() {
        return result != null && !result.accepted();
    }

    private boolean isFollowed(Row row) {
        Coverage coverage = facts.snapshot().coverage();
        Coverage.Spaces spaces = coverage.spaces();
        return coverage.covers(facts.record())
                && (spaces == null
                        || !spaces.topic().record().equals(facts.record())
                        || (row.get(spaces.topic().field()) instanceof Long space
                                && spaces.open().contains(space)));
    }

    private String sentence(Kind kind) {
        String client = facts.client();
        String late = HoldUp.of(facts);
        return switch (kind) {
            case HELD -> text("verdict.held", client, what);
            case DENIED -> text("verdict.denied", client, what);
            case NO_ROW -> text("verdict.norow", what);
            case GONE_STILL_HELD -> text("verdict.gone", client, what, late);
            case NOT_DELIVERED -> text("verdict.undelivered", client, what, late);
            case OUTDATED -> text("verdict.outdated", client, what, late);
            case NOT_FOLLOWED -> text("verdict.notfollowed", client, what, followed());
            case STILL_HELD -> text("verdict.stillheld", client, what, late);
            case LEAK -> text("verdict.leak", client, what);
            case MISSING -> text("verdict.missing", client, what);
            case SPOILT -> text("verdict.spoilt", client, what);
            case HIDDEN_BY_EDIT -> text("verdict.hidden", client, what);
            case EDITED -> text("verdict.edited", client, what, difference());
            case CREATED_HERE -> text("verdict.created", client);
            case CONFLICT -> text("verdict.conflict", client, what);
            case WRITE_REFUSED -> text("verdict.refused", client, what, refusal());
        };
    }

    private Layer policy() {
        Why why = facts.why();
        if (why == null) {
            return new Layer(Tone.NEUTRAL, text("verdict.policy.norow"));
        }
        Explanation explanation = why.explanation();
        return new Layer(explanation.allowed() ? Tone.GOOD : Tone.DENIED, capital(explanation.sentence()) + ".");
    }

    private Layer sync(Kind kind) {
        Why why = facts.why();
        String position = position();
        return switch (kind) {
            case NOT_DELIVERED, OUTDATED ->
                new Layer(
                        Tone.WAITING,
                        why == null || position.equals(NOWHERE)
                                ? capital(HoldUp.of(facts)) + "."
                                : text("verdict.sync.behind", time(why.asOf()), position, HoldUp.of(facts)));
            case GONE_STILL_HELD, STILL_HELD ->
                new Layer(Tone.WAITING, text("verdict.sync.unheard", position, HoldUp.of(facts)));
            case NOT_FOLLOWED -> new Layer(Tone.NEUTRAL, text("verdict.sync.notfollowed", followed()));
            case SPOILT -> new Layer(Tone.WRONG, text("verdict.sync.spoilt", position));
            case LEAK, MISSING -> new Layer(Tone.WRONG, text("verdict.sync.wrong", position));
            default ->
                HoldUp.isNone(facts)
                        ? new Layer(Tone.GOOD, text("verdict.sync.well", position))
                        : new Layer(Tone.WAITING, text("verdict.sync.late", position, HoldUp.of(facts)));
        };
    }

    private Layer overlay() {
        if (!pending.isEmpty()) {
            PendingWrite last = pending.getLast();
            PendingWrite.Conflict conflict = last.conflict();
            String state = conflict != null
                    ? text("verdict.overlay.conflict", conflict.sentence())
                    : switch (last.state()) {
                        case QUEUED -> text("verdict.overlay.queued");
                        case IN_FLIGHT -> text("verdict.overlay.sent");
                        case CONFIRMED -> text("verdict.overlay.confirmed");
                        case CONFLICT -> text("verdict.overlay.sent");
                    };
            String difference = difference();
            return new Layer(
                    Tone.WAITING,
                    difference.isEmpty() ? capital(state) + "." : text("verdict.overlay.differs", difference, state));
        }
        if (isRefused()) {
            return new Layer(Tone.DENIED, text("verdict.overlay.refused", refusal()));
        }
        return new Layer(
                Tone.NEUTRAL,
                result == null ? text("verdict.overlay.none") : text("verdict.overlay.done", time(result.version())));
    }

    /// What the server has and what the client shows, field by field; empty if that is the same or
    /// there is only one.
    private String difference() {
        Row server = synced;
        Row here = shown;
        if (server == null || here == null) {
            return "";
        }
        return server.asMap().entrySet().stream()
                .filter(field -> !Objects.equals(field.getValue(), here.get(field.getKey())))
                .map(field -> text(
                        "verdict.difference", field.getKey(), value(field.getValue()), value(here.get(field.getKey()))))
                .collect(Collectors.joining("; "));
    }

    /// Without its full stop: it stands within a sentence.
    private String refusal() {
        return result == null ? "" : result.sentence().replaceFirst("\\.$", "");
    }

    private String followed() {
        Coverage.Spaces spaces = facts.snapshot().coverage().spaces();
        if (spaces == null || spaces.open().isEmpty()) {
            return text("verdict.follows.nothing");
        }
        String ids = spaces.open().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        return spaces.topic().spaceRecord().toLowerCase(Locale.ROOT) + " " + ids;
    }

    /// Up to when the client is complete, for this record.
    private String position() {
        Long seen = table.lastSeen();
        long version = seen == null ? facts.snapshot().version() : seen;
        return version == Version.NONE ? NOWHERE : time(version);
    }

    private static String time(long version) {
        return Version.text(version).substring(TIME_START, TIME_END);
    }

    private static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "Null";
            case Boolean flag -> flag ? "True" : "False";
            default -> value.toString();
        };
    }

    private static @Nullable Row find(List<Row> rows, long id) {
        return rows.stream().filter(row -> row.id() == id).findFirst().orElse(null);
    }

    /// A client holds a DateTime as text.
    private static boolean isSame(Row held, Row real) {
        return real.shape().fields().stream()
                .allMatch(field -> Objects.equals(held.get(field), RowJson.plain(real.get(field))));
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
