package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import dev.parallax.client.Status;
import dev.parallax.client.WriteKind;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.Offer;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.world.ExternalClient;
import dev.parallax.ui.world.World;
import dev.parallax.wire.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What a person does as the selected client. Every write goes through that client, also while it is offline; a
/// refusal shows as a strip with the server's sentence and the offer to do it by the operator's hand. FX thread
/// only.
public final class Acting {
    private static final List<String> ASSIGNED_BY_SERVER = List.of("id", "updatedAt", "createdAt");

    private static final String VERDICT = "denied: ";

    private final World world;
    private final Selection selection;
    private final StripStack strips;
    private final Mailbox mailbox;
    private @Nullable Write lastDeleted;

    public Acting(World world, Selection selection, StripStack strips, Mailbox mailbox) {
        this.world = world;
        this.selection = selection;
        this.strips = strips;
        this.mailbox = mailbox;
    }

    public void createPost() {
        client().ifPresent(client -> {
            PostForm form = PostForm.create(client, strips::closeEditor, fields -> {
                strips.closeEditor();
                perform(client, new Write(WriteKind.CREATE, World.POST, 0, fields), this::onCreated);
            });
            strips.edit(form.content(), form.firstField());
        });
    }

    public void editPost() {
        withPost((client, row) -> {
            PostForm form = PostForm.edit(client, row, strips::closeEditor, fields -> {
                strips.closeEditor();
                if (!fields.isEmpty()) {
                    perform(client, update(row, fields), (as, result) -> {});
                }
            });
            strips.edit(form.content(), form.firstField());
        });
    }

    /// Publishes a draft, or takes a published post back.
    public void togglePublished() {
        withPost((client, row) -> {
            boolean published = Boolean.TRUE.equals(row.get("published"));
            perform(client, update(row, Map.of("published", !published)), (as, result) -> {});
        });
    }

    public void deletePost() {
        withPost((client, row) -> {
            Write again = new Write(WriteKind.CREATE, World.POST, 0, copied(row));
            String title = title(row);
            perform(client, new Write(WriteKind.DELETE, World.POST, row.id(), Map.of()), (as, result) -> {
                lastDeleted = again;
                strips.show(new Notice(
                        Kind.DONE, text("deleted", title), List.of(new Offer(text("action.undo"), this::undo))));
            });
        });
    }

    /// Creates the post that was deleted last once more, as the client that is selected now.
    public void undo() {
        Write write = lastDeleted;
        if (write == null) {
            strips.show(Notice.info(text("undo.nothing")));
            return;
        }
        client().ifPresent(client -> {
            lastDeleted = null;
            perform(client, write, this::onCreated);
        });
    }

    public void changeAuthor() {
        withPost((client, row) -> {
            AuthorForm form = new AuthorForm(
                    text("author.title", title(row)), UserChoice.known(client), row, strips::closeEditor, author -> {
                        strips.closeEditor();
                        perform(client, update(row, Map.of("authorUserId", author)), (as, result) -> {});
                    });
            strips.edit(form.content(), form.firstField());
        });
    }

    public void toggleOffline() {
        client().ifPresent(client -> {
            if (client.snapshot().status() == Status.OFFLINE) {
                client.goOnline();
            } else {
                client.goOffline();
            }
        });
    }

    public void cut() {
        client().ifPresent(FleetClient::cut);
    }

    public void corruptCache() {
        client().ifPresent(FleetClient::corruptCache);
    }

    public void kill() {
        client().ifPresent(FleetClient::kill);
    }

    /// Starts the selected client from what its device keeps.
    public void restart() {
        client().ifPresent(client -> {
            var ignored =
                    client.restart().whenComplete((done, failure) -> mailbox.post(() -> onSessionChanged(failure)));
        });
    }

    public void expireSession() {
        client().ifPresent(client -> {
            var ignored = client.expireSession()
                    .whenComplete((done, failure) -> mailbox.post(() -> onSessionChanged(failure)));
        });
    }

    public void signInAgain() {
        client().ifPresent(client -> {
            var ignored =
                    client.signInAgain().whenComplete((done, failure) -> mailbox.post(() -> onSessionChanged(failure)));
        });
    }

    /// Lets the selected client go on as another user or in another role.
    public void changeSession() {
        client().ifPresent(client -> {
            SessionForm form = new SessionForm(
                    world.schema().session(), client, UserChoice.known(world), strips::closeEditor, fields -> {
                        strips.closeEditor();
                        var ignored = client.changeSession(fields)
                                .whenComplete((done, failure) -> mailbox.post(() -> onSessionChanged(failure)));
                    });
            strips.edit(form.content(), form.firstField());
        });
    }

    private void perform(FleetClient client, Write write, BiConsumer<FleetClient, WriteResult> onAccepted) {
        if (client.snapshot().status() == Status.OFFLINE) {
            strips.show(Notice.info(text("offline.waits", client.name())));
        }
        var ignored = write.as(client)
                .whenComplete((result, failure) -> mailbox.post(() -> {
                    if (failure instanceof CancellationException) {
                        strips.show(Notice.info(text("write.cancelled")));
                    } else if (failure != null) {
                        strips.show(new Notice(Kind.DENIED, sentence(failure), List.of()));
                    } else if (result.accepted()) {
                        onAccepted.accept(client, result);
                    } else {
                        onRefused(client, write, result);
                    }
                }));
    }

    private void onCreated(FleetClient as, WriteResult result) {
        selection.select(as.number(), result.id());
    }

    private void onRefused(FleetClient client, Write write, WriteResult result) {
        Offer offer = new Offer(text("operator.offer"), () -> operate(write));
        strips.show(new Notice(Kind.DENIED, text("refused", client.name(), reason(result.sentence())), List.of(offer)));
    }

    private void operate(Write write) {
        var ignored = world.operate(write.operation(), write.arguments())
                .whenComplete((answer, failure) -> mailbox.post(() -> strips.show(
                        failure == null
                                ? new Notice(Kind.DONE, text("operator.done"), List.of())
                                : new Notice(Kind.DENIED, sentence(failure), List.of()))));
    }

    private void onSessionChanged(@Nullable Throwable failure) {
        if (failure != null) {
            strips.show(new Notice(Kind.DENIED, sentence(failure), List.of()));
        }
    }

    private Optional<FleetClient> client() {
        Optional<FleetClient> client = world.client(selection.clientNumber());
        if (client.isEmpty()) {
            strips.show(Notice.info(text("select.client")));
        } else if (client.get() instanceof ExternalClient external) {
            strips.show(Notice.info(text("external.refused", external.name())));
            return Optional.empty();
        }
        return client;
    }

    /// Calls `act` with the selected client and the selected post as it shows it, or says what is missing.
    private void withPost(BiConsumer<FleetClient, Row> act) {
        client().ifPresent(client -> {
            if (!selection.hasPost()) {
                strips.show(Notice.info(text("select.post")));
                return;
            }
            client.snapshot().table(World.POST).shown().stream()
                    .filter(row -> row.id() == selection.postId())
                    .findFirst()
                    .ifPresentOrElse(
                            row -> act.accept(client, row),
                            () -> strips.show(
                                    Notice.info(text("post.not.held", client.name(), selection.postId() + ""))));
        });
    }

    private static Write update(Row row, Map<String, ? extends @Nullable Object> fields) {
        return new Write(WriteKind.UPDATE, World.POST, row.id(), new LinkedHashMap<>(fields));
    }

    private static Map<String, @Nullable Object> copied(Row row) {
        Map<String, @Nullable Object> fields = row.asMap();
        ASSIGNED_BY_SERVER.forEach(fields::remove);
        return fields;
    }

    private static String title(Row row) {
        return String.valueOf(row.get("title"));
    }

    /// The server's reason without its verdict, which the strip states already.
    private static String reason(String sentence) {
        return sentence.startsWith(VERDICT) ? sentence.substring(VERDICT.length()) : sentence;
    }

    static String sentence(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return problem.problem().detail();
        }
        String message = cause.getMessage();
        return message == null ? text("failed") : message;
    }
}
