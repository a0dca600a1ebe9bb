package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import dev.parallax.client.Status;
import dev.parallax.client.WriteKind;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.acting.PostWrites.Ended;
import dev.parallax.ui.acting.PostWrites.Item;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.Offer;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.world.ExternalClient;
import dev.parallax.ui.world.World;
import dev.parallax.wire.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a person does to the selected posts as the leading client. Every write goes through that client, also while it
/// is offline; a refusal shows as a strip with the server's sentence and the offer to do it by the operator's hand. FX
/// thread only.
public final class Acting {
    private final World world;
    private final Selection selection;
    private final StripStack strips;
    private final Mailbox mailbox;
    private final Ledger ledger;
    private final RowIds ids = new RowIds();

    public Acting(World world, Selection selection, StripStack strips, Mailbox mailbox, Ledger ledger) {
        this.world = world;
        this.selection = selection;
        this.strips = strips;
        this.mailbox = mailbox;
        this.ledger = ledger;
    }

    /// Lets the actions with posts do what they say.
    public void bind(Actions actions) {
        actions.on(Action.CREATE_POST, this::createPost);
        actions.on(Action.EDIT_POST, this::editPost);
        actions.on(Action.PUBLISH_POST, this::togglePublished);
        actions.on(Action.CHANGE_AUTHOR, this::changeAuthor);
        actions.on(Action.DELETE_POST, this::deletePosts);
        actions.on(Action.UNDO, ledger::undo);
        actions.on(Action.REDO, ledger::redo);
    }

    private void createPost() {
        client().ifPresent(client -> {
            PostForm form = PostForm.create(client, strips::closeEditor, fields -> {
                strips.closeEditor();
                Write write = new Write(WriteKind.CREATE, World.POST, 0, fields);
                String what = text("deed.create", String.valueOf(fields.get("title")));
                perform(client, what, List.of(new Item(write, null)), "");
            });
            strips.edit(form.content(), form.firstField());
        });
    }

    /// The leading post's title and content.
    private void editPost() {
        withPosts(List.of(selection.postId()), (client, rows) -> {
            Row row = rows.getFirst();
            PostForm form = PostForm.edit(client, row, strips::closeEditor, fields -> {
                strips.closeEditor();
                if (!fields.isEmpty()) {
                    perform(client, text("deed.edit", named(rows)), List.of(update(row, fields)), "");
                }
            });
            strips.edit(form.content(), form.firstField());
        });
    }

    /// Publishes every draft among the selected posts; if there is none, takes all of them back.
    private void togglePublished() {
        withPosts(selection.posts(), (client, rows) -> {
            List<Row> drafts = rows.stream()
                    .filter(row -> !Boolean.TRUE.equals(row.get("published")))
                    .toList();
            boolean publish = !drafts.isEmpty();
            List<Row> concerned = publish ? drafts : rows;
            perform(
                    client,
                    text(publish ? "deed.publish" : "deed.unpublish", named(concerned)),
                    concerned.stream()
                            .map(row -> update(row, Map.of("published", publish)))
                            .toList(),
                    selection.posts().size() == 1
                            ? ""
                            : text(publish ? "published" : "unpublished", named(concerned))
                                    + rest(client, selection.posts(), rows));
        });
    }

    private void deletePosts() {
        withPosts(
                selection.posts(),
                (client, rows) -> perform(
                        client,
                        text("deed.delete", named(rows)),
                        rows.stream()
                                .map(row -> new Item(new Write(WriteKind.DELETE, World.POST, row.id(), Map.of()), row))
                                .toList(),
                        text("deleted", named(rows)) + rest(client, selection.posts(), rows)));
    }

    private void changeAuthor() {
        withPosts(selection.posts(), (client, rows) -> {
            AuthorForm form = new AuthorForm(
                    text("author.title", named(rows)),
                    UserChoice.known(client),
                    rows.getFirst(),
                    strips::closeEditor,
                    author -> {
                        strips.closeEditor();
                        give(client, rows, author.id(), author.name());
                    });
            strips.edit(form.content(), form.firstField());
        });
    }

    /// Gives posts to the user of another client, as the client from whose card they come.
    public void give(List<Long> posts, int from, int onto) {
        Optional<FleetClient> receiver = world.client(onto);
        Optional<FleetClient> giver = world.client(from).filter(this::canAct);
        if (receiver.isPresent() && giver.isPresent()) {
            FleetClient to = receiver.get();
            withRows(giver.get(), posts, rows -> give(giver.get(), rows, to.userId(), to.name()));
        }
    }

    private void give(FleetClient client, List<Row> rows, long user, String name) {
        List<Row> others = rows.stream()
                .filter(row -> !Long.valueOf(user).equals(row.get("authorUserId")))
                .toList();
        if (others.isEmpty()) {
            strips.show(Notice.info(text("author.same", name, named(rows))));
            return;
        }
        perform(
                client,
                text("deed.author", named(others), name),
                others.stream()
                        .map(row -> update(row, Map.of("authorUserId", user)))
                        .toList(),
                text("author.given", named(others), name));
    }

    private void perform(FleetClient client, String what, List<Item> items, String success) {
        if (client.snapshot().status() == Status.OFFLINE) {
            strips.show(Notice.info(text("offline.waits", client.name())));
        }
        perform(new Hand.OfClient(client), client, what, items, success);
    }

    private void perform(Hand hand, FleetClient client, String what, List<Item> items, String success) {
        PostWrites writes = new PostWrites(what, hand, ids, items, this::onScreen);
        ledger.add(writes);
        var ignored = writes.perform().whenComplete((ended, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof CancellationException) {
                strips.show(Notice.info(text("write.cancelled")));
            } else if (failure != null) {
                strips.show(new Notice(Kind.DENIED, sentence(failure), List.of()));
            } else {
                onEnded(hand, client, what, ended, success);
            }
        });
    }

    private void onEnded(Hand hand, FleetClient client, String what, List<Ended> ended, String success) {
        Refusals refusals = new Refusals(ended);
        if (refusals.isEmpty()) {
            WriteResult first = ended.getFirst().result();
            if (first.kind() == WriteKind.CREATE) {
                selection.select(client.number(), first.id());
            }
            String said = hand instanceof Hand.OfOperator ? text("operator.done") : success;
            if (!said.isEmpty()) {
                strips.show(new Notice(Kind.DONE, said, List.of(new Offer(text("undo.offer"), ledger::undo))));
            }
            return;
        }
        List<Item> refused = ended.stream()
                .filter(each -> !each.result().accepted())
                .map(Ended::item)
                .toList();
        List<Offer> offers = new ArrayList<>();
        if (refused.size() < ended.size()) {
            offers.add(new Offer(text("undo.offer"), ledger::undo));
        }
        if (hand instanceof Hand.OfClient) {
            offers.add(new Offer(
                    text("operator.offer"), () -> perform(new Hand.OfOperator(world), client, what, refused, "")));
        }
        String sentence = ended.size() == 1
                ? text(
                        "refused",
                        client.name(),
                        Refusals.reason(ended.getFirst().result().sentence()))
                : text("refused.some", client.name(), refusals.count(), ended.size(), refusals.sentence());
        strips.show(new Notice(Kind.DENIED, sentence, offers));
    }

    private Optional<FleetClient> client() {
        Optional<FleetClient> client = world.client(selection.clientNumber());
        if (client.isEmpty()) {
            strips.show(Notice.info(text("select.client")));
        }
        return client.filter(this::canAct);
    }

    /// Says so if nobody may act as this client.
    private boolean canAct(FleetClient client) {
        if (client instanceof ExternalClient) {
            strips.show(Notice.info(text("external.refused", client.name())));
            return false;
        }
        return true;
    }

    /// What to do as a client with rows as it shows them.
    private interface WithRows {
        void accept(FleetClient client, List<Row> rows);
    }

    private void withPosts(Collection<Long> posts, WithRows act) {
        client().ifPresent(client -> {
            if (selection.hasPost()) {
                withRows(client, posts, rows -> act.accept(client, rows));
            } else {
                strips.show(Notice.info(text("select.post")));
            }
        });
    }

    /// Calls `act` with those posts that the client shows, or says that it shows none.
    private void withRows(FleetClient client, Collection<Long> posts, Consumer<List<Row>> act) {
        List<Row> rows = posts.stream()
                .flatMap(id -> client.snapshot().table(World.POST).findShown(id).stream())
                .toList();
        if (!rows.isEmpty()) {
            act.accept(rows);
        } else if (posts.size() == 1) {
            strips.show(Notice.info(
                    text("post.not.held", client.name(), posts.iterator().next() + "")));
        } else {
            strips.show(Notice.info(text("posts.not.held", client.name(), posts.size())));
        }
    }

    private <T> CompletableFuture<T> onScreen(CompletableFuture<T> answer) {
        return onScreen(mailbox, answer);
    }

    /// The same answer, on the FX thread.
    public static <T> CompletableFuture<T> onScreen(Mailbox mailbox, CompletableFuture<T> answer) {
        CompletableFuture<T> here = new CompletableFuture<>();
        var ignored = answer.whenComplete((value, failure) -> mailbox.post(() -> {
            if (failure == null) {
                here.complete(value);
            } else {
                here.completeExceptionally(failure);
            }
        }));
        return here;
    }

    /// What became of selected posts that the client does not hold: nothing.
    private static String rest(FleetClient client, Collection<Long> posts, List<Row> rows) {
        int others = posts.size() - rows.size();
        return others == 0 ? "" : " " + text("posts.rest", client.name(), others);
    }

    private static Item update(Row row, Map<String, ? extends @Nullable Object> fields) {
        return new Item(new Write(WriteKind.UPDATE, World.POST, row.id(), new LinkedHashMap<>(fields)), row);
    }

    private static String named(List<Row> rows) {
        return rows.size() == 1
                ? text("one.post", String.valueOf(rows.getFirst().get("title")))
                : text("many.posts", rows.size());
    }

    /// What a failed answer tells a person: the detail of the problem, if the server named one.
    public static String sentence(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return problem.problem().detail();
        }
        String message = cause.getMessage();
        return message == null ? text("failed") : message;
    }
}
