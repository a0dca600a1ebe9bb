package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Change;
import dev.parallax.change.Commit;
import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.Session;
import dev.parallax.wire.CursorMessage.Reason;
import dev.parallax.wire.RowJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AudiencesTest {
    private final Schema schema = SchemaLanguage.parseOrThrow("audiences", """
            session {
                userId Int
                role   String
            }
            record Post {
                @allow(query) { Or(authorUserId == Session.userId, published == True, Session.role == "admin") }
                @allow(insert, update, delete) { authorUserId == Session.userId }
                id           Int @id
                workspaceId  Int
                authorUserId Int
                title        String
                content      String
                published    Bool
                createdAt    DateTime
            }
            """);
    private final Map<String, Session> sessions = new HashMap<>();
    private final Audiences audiences = new Audiences(schema, key -> sessions.get(key));

    private Session session(long userId, String role) {
        Session session = new Session("key " + userId, new SessionValues(Map.of("userId", userId, "role", role)), 1);
        sessions.put(session.key(), session);
        return session;
    }

    private Change draft(long author) {
        RowShape shape = RowJson.shape(schema.require("Post"));
        Row row = new Row(shape, Arrays.asList(1L, 1L, author, "t", "c", false, Instant.EPOCH, 5L));
        return new Change(5, 5, "Post", 1, null, row, null);
    }

    @Test
    void amongTenThousandSessionsOnlyTheAuthorIsAsked() {
        List<Listener> listeners = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(user -> {
            Listener listener = new Listener();
            listeners.add(listener);
            audiences.subscribe(session(user, "user"), listener);
        });
        audiences.publish(new Commit(5, List.of(draft(77))));
        assertThat(listeners.stream().filter(listener -> !listener.heard.isEmpty()))
                .containsExactly(listeners.get(77));
        RecordAudiences posts = new RecordAudiences(schema.require("Post"), new LinkTallies());
        sessions.values().forEach(session -> posts.join(new Crowd(session.values())));
        assertThat(posts.scope(draft(77)).exceptions()).hasSize(1);
    }

    @Test
    void subscriberThatLeavesWhileItIsToldHarmsNobody() {
        List<Subscription> subscriptions = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (long user = 1; user <= 3; user++) {
            String name = "user " + user;
            subscriptions.add(audiences.subscribe(session(user, "admin"), new Subscriber() {
                @Override
                public void deliver(Delivery delivery) {
                    told.add(name);
                    subscriptions.forEach(Subscription::close);
                }

                @Override
                public void resync(List<String> tables, Reason reason) {}

                @Override
                public void ended() {}
            }));
        }
        audiences.publish(new Commit(5, List.of(draft(9))));
        audiences.publish(new Commit(5, List.of(draft(9))));
        assertThat(told).containsExactly("user 1");
        assertThat(audiences.count()).isZero();
    }

    @Test
    void subscriberThatFailsTakesNothingFromTheOthers() {
        Listener last = new Listener();
        audiences.subscribe(session(1, "admin"), new Subscriber() {
            @Override
            public void deliver(Delivery delivery) {
                throw new IllegalStateException("planted");
            }

            @Override
            public void resync(List<String> tables, Reason reason) {}

            @Override
            public void ended() {}
        });
        audiences.subscribe(session(2, "admin"), last);
        audiences.publish(new Commit(5, List.of(draft(9))));
        assertThat(last.drain()).containsExactly("[insert Post 1 t]");
    }

    @Test
    void subscriberOfASessionThatHasEndedIsToldAtOnce() {
        Listener listener = new Listener();
        audiences.subscribe(new Session("gone", new SessionValues(Map.of()), 1), listener);
        assertThat(listener.drain()).containsExactly("ended");
    }

    @Test
    void sessionWithNullValuesHearsOfNothingThatAsksForThem() {
        Map<String, Object> nothing = new HashMap<>();
        Session session = new Session("null", new SessionValues(nothing), 1);
        sessions.put("null", session);
        Listener listener = new Listener();
        audiences.subscribe(session, listener);
        audiences.publish(new Commit(5, List.of(draft(9))));
        assertThat(listener.drain()).isEmpty();
    }

    @Test
    void changeThatMovesNothingThatAPermissionNamesIsNoNews() {
        Session session = session(1, "user");
        Listener listener = new Listener();
        audiences.subscribe(session, listener);
        audiences.move(session);
        assertThat(listener.drain()).isEmpty();
    }
}
