package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.session.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScopingTest {
    private final World world = World.inMemory().peopled();
    private final Listener ada = listen(1, "user");
    private final Listener ben = listen(2, "user");
    private final Listener admin = listen(3, "admin");

    @AfterEach
    void close() {
        world.close();
    }

    private Listener listen(long userId, String role) {
        Listener listener = new Listener();
        world.engine.subscribe(world.session(userId, role), listener);
        return listener;
    }

    @Test
    void draftReachesItsAuthorAndAdminsAlone() {
        world.post(1, false);
        assertThat(ada.drain()).containsExactly("[insert Post 1 t]");
        assertThat(admin.drain()).containsExactly("[insert Post 1 t]");
        assertThat(ben.drain()).isEmpty();
    }

    @Test
    void publishingInsertsForStrangersAndUpdatesForTheAuthor() {
        world.post(1, false);
        drainAll();
        world.update("Post", 1, "'published':true");
        assertThat(ada.drain()).containsExactly("[update Post 1 t]");
        assertThat(ben.drain()).containsExactly("[insert Post 1 t]");
    }

    @Test
    void unpublishingRetractsFromStrangers() {
        world.post(1, true);
        drainAll();
        world.update("Post", 1, "'published':false,'title':'secret'");
        assertThat(ada.drain()).containsExactly("[update Post 1 secret]");
        assertThat(ben.drain()).containsExactly("[delete Post 1]");
    }

    @Test
    void reowningRetractsFromTheOldAuthorAndInsertsForTheNew() {
        world.post(1, false);
        drainAll();
        world.update("Post", 1, "'authorUserId':2");
        assertThat(ada.drain()).containsExactly("[delete Post 1]");
        assertThat(ben.drain()).containsExactly("[insert Post 1 t]");
        assertThat(admin.drain()).containsExactly("[update Post 1 t]");
    }

    @Test
    void deletionReachesOnlyThoseWhoSawTheRow() {
        world.post(1, false);
        drainAll();
        world.operate("deletePost", "{'id':1}");
        assertThat(ada.drain()).containsExactly("[delete Post 1]");
        assertThat(ben.drain()).isEmpty();
    }

    @Test
    void rowVisibleByTwoClausesStaysWhenOneGoes() {
        world.post(1, true);
        drainAll();
        world.update("Post", 1, "'published':false");
        assertThat(ada.drain()).containsExactly("[update Post 1 t]");
        world.update("Post", 1, "'authorUserId':2");
        assertThat(admin.drain()).containsExactly("[update Post 1 t]", "[update Post 1 t]");
    }

    @Test
    void addAndRemoveInOneBatchIsNothing() {
        Session author = world.session(1);
        drainAll();
        world.batch(author, """
                {'operations':[
                  {'operation':'createPost','args':{'workspaceId':1,'authorUserId':1,'title':'a','content':''}},
                  {'operation':'deletePost','args':{'id':1}}]}
                """);
        assertThat(ada.drain()).isEmpty();
        assertThat(admin.drain()).isEmpty();
        assertThat(world.engine.log(0, 100))
                .noneMatch(entry -> entry.change().record().equals("Post"));
    }

    @Test
    void severalChangesOfOneRowInABatchAreOneAndWhatWasInBetweenIsNeverSeen() {
        world.post(1, false);
        Session author = world.session(1);
        drainAll();
        world.batch(author, """
                {'operations':[
                  {'operation':'updatePost','args':{'id':1,'published':true,'title':'between'}},
                  {'operation':'updatePost','args':{'id':1,'published':false,'title':'end'}}]}
                """);
        assertThat(ada.drain()).containsExactly("[update Post 1 end]");
        assertThat(ben.drain()).isEmpty();
    }

    @Test
    void changesOfABatchArriveTogetherAndOnlyThoseThatConcern() {
        Session author = world.session(1);
        drainAll();
        world.batch(author, """
                {'operations':[
                  {'operation':'createPost','args':{'workspaceId':1,'authorUserId':1,'title':'a','content':'','published':true}},
                  {'operation':'createPost','args':{'workspaceId':1,'authorUserId':1,'title':'b','content':''}},
                  {'operation':'createPost','args':{'workspaceId':1,'authorUserId':1,'title':'c','content':'','published':true}}]}
                """);
        assertThat(ada.drain()).containsExactly("[insert Post 1 a, insert Post 2 b, insert Post 3 c]");
        assertThat(ben.drain()).containsExactly("[insert Post 1 a, insert Post 3 c]");
        assertThat(versions(ada)).isEqualTo(List.of(first(ada), first(ada) + 1, first(ada) + 2));
    }

    @Test
    void deliverysVersionIsThatOfTheLastChangeThatTheAudienceSees() {
        world.batch(world.session(1), """
                {'operations':[
                  {'operation':'createPost','args':{'workspaceId':1,'authorUserId':1,'title':'a','content':'','published':true}},
                  {'operation':'createPost','args':{'workspaceId':1,'authorUserId':1,'title':'b','content':''}}]}
                """);
        assertThat(ada.deliveries.getLast().version())
                .isEqualTo(ben.deliveries.getLast().version() + 1);
    }

    @Test
    void sameViewIsOneSharedDelivery() {
        Listener other = listen(2, "user");
        world.post(1, true);
        assertThat(ben.deliveries.getLast())
                .isSameAs(other.deliveries.getLast())
                .isSameAs(ada.deliveries.getLast());
    }

    @Test
    void figuresSayHowMuchEachChangeIsMultiplied() {
        EngineFigures before = world.engine.figures();
        world.post(1, false);
        world.update("Post", 1, "'published':true");
        EngineFigures after = world.engine.figures();
        assertThat(after.commits() - before.commits()).isEqualTo(2);
        assertThat(after.changes() - before.changes()).isEqualTo(2);
        assertThat(after.changesDelivered() - before.changesDelivered())
                .isEqualTo(
                        ada.drain().size() + ben.drain().size() + admin.drain().size());
        assertThat(after.writes() - before.writes()).isEqualTo(2);
        assertThat(after.groups()).isBetween(1L, after.writes());
        assertThat(after.waiting()).isZero();
        assertThat(after.scopingNanos()).isGreaterThan(before.scopingNanos());
    }

    @Test
    void roleChangeMovesTheSessionBetweenCommitsAndAsksForTheRecordsConcerned() {
        String secret = world.engine
                .createSession(Map.of("userId", 2L, "role", "user"))
                .join()
                .secret();
        Listener cleo = new Listener();
        world.engine.subscribe(world.engine.session(secret).orElseThrow(), cleo);
        world.engine.changeSession(secret, Map.of("role", "admin")).join();
        world.post(1, false);
        world.engine.changeSession(secret, Map.of("role", "user")).join();
        world.update("Post", 1, "'title':'u'");
        assertThat(cleo.drain())
                .containsExactly("resync [Post] PERMISSIONS", "[insert Post 1 t]", "resync [Post] PERMISSIONS");
    }

    @Test
    void endedSessionHearsItOnceAndNothingAfter() {
        String secret = world.engine
                .createSession(Map.of("userId", 2L, "role", "user"))
                .join()
                .secret();
        Listener listener = new Listener();
        world.engine.subscribe(world.engine.session(secret).orElseThrow(), listener);
        world.engine.endSession(secret).join();
        world.post(1, true);
        assertThat(listener.drain()).containsExactly("ended");
        assertThat(world.engine.session(secret)).isEmpty();
    }

    @Test
    void closedSubscriptionHearsNothing() {
        Listener listener = new Listener();
        Subscription subscription = world.engine.subscribe(world.session(2), listener);
        subscription.close();
        subscription.close();
        world.post(1, true);
        assertThat(listener.drain()).isEmpty();
    }

    private static List<Long> versions(Listener listener) {
        return listener.deliveries.getLast().changes().stream()
                .map(change -> change.version())
                .toList();
    }

    private static long first(Listener listener) {
        return versions(listener).getFirst();
    }

    private void drainAll() {
        List.of(ada, ben, admin).forEach(Listener::drain);
    }
}
