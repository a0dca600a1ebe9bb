package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.ScopedChange;
import dev.parallax.server.session.Session;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people see through links when the linked rows change.
class ExistsScopingTest {
    private final World world = World.of("""
            session {
                userId Int
                role   String
            }
            record Space {
                @allow(query)                  { exists members { userId == Session.userId } }
                @allow(insert, update, delete) { True }
                id Int @id
                title String
                members @link(Member.spaceId)
            }
            record Member {
                @allow(query)                  { userId == Session.userId }
                @allow(insert, update, delete) { True }
                id Int @id
                spaceId Int?
                userId Int
                title String @default("m")
            }
            record Doc {
                @allow(query) { Or(ownerId == Session.userId, exists space.members { userId == Session.userId }) }
                @allow(insert, update, delete) { True }
                id Int @id
                spaceId Int?
                ownerId Int
                title String
                space @link(spaceId, Space.id)
            }
            record Note {
                @allow(query) {
                    And(exists doc.space.members { userId == Session.userId }, Not(exists doc { title == "locked" }))
                }
                @allow(insert, update, delete) { True }
                id Int @id
                docId Int?
                title String
                doc @link(docId, Doc.id)
            }
            """);
    private final Session ada = world.session(1);
    private final Session ben = world.session(2);
    private final Listener heardByAda = new Listener();
    private final Listener heardByBen = new Listener();

    @BeforeEach
    void listen() {
        world.engine.subscribe(ada, heardByAda);
        world.engine.subscribe(ben, heardByBen);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void space(String title) {
        world.operate("createSpace", "{'title':'" + title + "'}");
    }

    private void member(long space, long user) {
        world.operate("createMember", "{'spaceId':" + space + ",'userId':" + user + "}");
    }

    private void doc(String space, long owner, String title) {
        world.operate("createDoc", "{'spaceId':" + space + ",'ownerId':" + owner + ",'title':'" + title + "'}");
    }

    private void note(long doc) {
        world.operate("createNote", "{'docId':" + doc + ",'title':'n'}");
    }

    private void batch(String... operations) {
        world.engine
                .operate(DbCall.parseBatch(
                        world.engine.schema(), World.json("{'operations':[" + String.join(",", operations) + "]}")))
                .join();
    }

    private static String op(String name, String args) {
        return "{'operation':'" + name + "','args':{" + args + "}}";
    }

    private void drain() {
        heardByAda.drain();
        heardByBen.drain();
    }

    @Test
    void whoeverIsAddedSeesTheRowsAndWhoeverIsRemovedLosesThem() {
        space("North");
        doc("1", 9, "plan");
        assertThat(heardByAda.drain()).isEmpty();
        member(1, 1);
        assertThat(heardByAda.drain()).containsExactly("[insert Member 1 m, insert Doc 1 plan, insert Space 1 North]");
        world.operate("deleteMember", "{'id':1}");
        assertThat(heardByAda.drain()).containsExactly("[delete Member 1, delete Doc 1, delete Space 1]");
        assertThat(heardByBen.drain()).isEmpty();
    }

    @Test
    void membershipThatMovesTakesOneSpaceAndGivesTheOther() {
        space("North");
        space("South");
        member(1, 1);
        drain();
        world.update("Member", 1, "'spaceId':2");
        assertThat(heardByAda.drain()).containsExactly("[update Member 1 m, delete Space 1, insert Space 2 South]");
        world.update("Member", 1, "'userId':2");
        assertThat(heardByAda.drain()).containsExactly("[delete Member 1, delete Space 2]");
        assertThat(heardByBen.drain()).containsExactly("[insert Member 1 m, insert Space 2 South]");
        world.update("Member", 1, "'spaceId':null");
        assertThat(heardByBen.drain()).containsExactly("[update Member 1 m, delete Space 2]");
        world.update("Member", 1, "'title':'x'");
        assertThat(heardByBen.drain()).containsExactly("[update Member 1 x]");
    }

    @Test
    void membershipAndRowInOneTransactionAreSeenBeforeAndAfterIt() {
        space("North");
        doc("1", 9, "secret");
        drain();
        batch(op("updateDoc", "'id':1,'title':'draft'"), op("createMember", "'spaceId':1,'userId':1"));
        assertThat(heardByAda.drain()).containsExactly("[insert Doc 1 draft, insert Member 1 m, insert Space 1 North]");
        batch(op("deleteMember", "'id':1"), op("updateDoc", "'id':1,'title':'hidden'"));
        assertThat(heardByAda.drain()).containsExactly("[delete Member 1, delete Space 1, delete Doc 1]");
        batch(op("createMember", "'spaceId':1,'userId':1"), op("deleteDoc", "'id':1"));
        assertThat(heardByAda.drain()).containsExactly("[insert Member 2 m, insert Space 1 North]");
        assertThat(heardByBen.drain()).isEmpty();
    }

    @Test
    void spaceAndMembershipMadeTogetherComeTogether() {
        batch(
                op("createSpace", "'title':'North'"),
                op("createMember", "'spaceId':1,'userId':1"),
                op("createDoc", "'spaceId':1,'ownerId':9,'title':'d'"));
        assertThat(heardByAda.drain()).containsExactly("[insert Space 1 North, insert Member 1 m, insert Doc 1 d]");
        batch(op("deleteSpace", "'id':1"), op("deleteMember", "'id':1"));
        assertThat(heardByAda.drain()).containsExactly("[delete Space 1, delete Member 1, delete Doc 1]");
    }

    @Test
    void whatHappensWithinATransactionIsSeenByNobody() {
        space("North");
        member(1, 1);
        drain();
        batch(op("updateMember", "'id':1,'spaceId':null"), op("updateMember", "'id':1,'spaceId':1"));
        assertThat(heardByAda.drain()).containsExactly("[update Member 1 m]");
        batch(op("createMember", "'spaceId':1,'userId':2"), op("deleteMember", "'id':2"));
        assertThat(heardByBen.drain()).isEmpty();
        batch(op("deleteMember", "'id':1"), op("createMember", "'spaceId':1,'userId':1"));
        assertThat(heardByAda.drain()).containsExactly("[delete Member 1, insert Member 3 m]");
    }

    @Test
    void rowWithTwoReasonsStaysWhenOneGoes() {
        space("North");
        member(1, 1);
        member(1, 1);
        doc("1", 1, "own");
        drain();
        world.operate("deleteMember", "{'id':2}");
        assertThat(heardByAda.drain()).containsExactly("[delete Member 2]");
        String before = hash(ada, "Doc");
        world.operate("deleteMember", "{'id':1}");
        assertThat(heardByAda.drain()).containsExactly("[delete Member 1, delete Space 1]");
        assertThat(hash(ada, "Doc")).isNotEqualTo(before);
        world.update("Doc", 1, "'ownerId':9");
        assertThat(heardByAda.drain()).containsExactly("[delete Doc 1]");
    }

    @Test
    void pathsOfThreeLinksAndNegationsFollow() {
        space("North");
        doc("1", 9, "plan");
        note(1);
        member(1, 2);
        drain();
        world.update("Doc", 1, "'title':'locked'");
        assertThat(heardByBen.drain()).containsExactly("[update Doc 1 locked, delete Note 1]");
        world.update("Doc", 1, "'title':'open'");
        assertThat(heardByBen.drain()).containsExactly("[update Doc 1 open, insert Note 1 n]");
        world.update("Doc", 1, "'spaceId':null");
        assertThat(heardByBen.drain()).containsExactly("[delete Doc 1, delete Note 1]");
        world.update("Note", 1, "'docId':null");
        world.update("Doc", 1, "'spaceId':1");
        assertThat(heardByBen.drain()).containsExactly("[insert Doc 1 open]");
        world.update("Note", 1, "'docId':1");
        assertThat(heardByBen.drain()).containsExactly("[insert Note 1 n]");
        world.operate("deleteDoc", "{'id':1}");
        assertThat(heardByBen.drain()).containsExactly("[delete Doc 1, delete Note 1]");
        assertThat(heardByAda.drain()).isEmpty();
    }

    @Test
    void severalMembershipsInOneTransactionShowEachItsOwn() {
        space("North");
        space("South");
        drain();
        batch(
                op("createMember", "'spaceId':1,'userId':1"),
                op("createMember", "'spaceId':2,'userId':1"),
                op("createMember", "'spaceId':2,'userId':2"));
        assertThat(heardByAda.drain())
                .containsExactly("[insert Member 1 m, insert Space 1 North, insert Member 2 m, insert Space 2 South]");
        assertThat(heardByBen.drain()).containsExactly("[insert Member 3 m, insert Space 2 South]");
        List<ScopedChange> forAda = heardByAda.deliveries.getLast().changes();
        assertThat(forAda.get(1).version()).isEqualTo(forAda.get(0).version());
        assertThat(forAda.get(3).version())
                .as("nothing of another's membership")
                .isEqualTo(forAda.get(2).version());
    }

    @Test
    void membershipsOfOthersMoveNothing() {
        space("North");
        member(1, 1);
        drain();
        Map<String, TableCursor> cursors = new LinkedHashMap<>();
        sync(ada, cursors);
        Map<String, TableCursor> before = Map.copyOf(cursors);
        member(1, 2);
        world.update("Member", 2, "'spaceId':null");
        world.operate("deleteMember", "{'id':2}");
        assertThat(heardByAda.drain()).isEmpty();
        assertThat(sync(ada, cursors).tables()).isEmpty();
        assertThat(cursors).isEqualTo(before);
    }

    @Test
    void cursorFromBeforeAMembershipThatCameAndWentStartsAnew() {
        space("North");
        doc("1", 9, "plan");
        Map<String, TableCursor> cursors = new LinkedHashMap<>();
        sync(ada, cursors);
        member(1, 1);
        world.operate("deleteMember", "{'id':1}");
        SyncPage page = sync(ada, cursors);
        assertThat(table(page, "Space").reset()).isTrue();
        assertThat(table(page, "Doc").reset()).isTrue();
        assertThat(table(page, "Doc").rows()).isEmpty();
        assertThat(table(page, "Member").reset()).isFalse();
        assertThat(sync(ada, cursors).tables()).isEmpty();
    }

    @Test
    void rowsThatWentBeforeTheMembershipLeaveNoTrace() {
        space("North");
        doc("1", 9, "old");
        doc("1", 9, "gone");
        doc("1", 9, "new");
        world.operate("deleteDoc", "{'id':2}");
        member(1, 1);
        Map<String, TableCursor> cursors = new LinkedHashMap<>();
        List<SyncPage> pages = new ArrayList<>();
        do {
            pages.add(world.engine.catchUp(ada, World.request(cursors, 1)));
            keep(pages.getLast(), cursors);
        } while (pages.getLast().hasMore());
        assertThat(pages.stream()
                        .flatMap(page -> page.tables().values().stream())
                        .flatMap(table -> table.removed().stream()))
                .isEmpty();
        assertThat(pages).hasSizeGreaterThan(2);
    }

    @Test
    void moreRowsThanCanBeToldAreCaughtUpByThoseConcerned() {
        space("North");
        for (int batch = 0; batch < 2; batch++) {
            String[] docs = new String[600];
            Arrays.fill(docs, op("createDoc", "'spaceId':1,'ownerId':9,'title':'d'"));
            batch(docs);
        }
        drain();
        member(1, 2);
        assertThat(heardByBen.drain())
                .containsExactly("[insert Member 1 m, insert Space 1 North]", "resync [Doc] PERMISSIONS");
        world.update("Doc", 5, "'title':'e'");
        assertThat(heardByBen.drain()).containsExactly("[update Doc 5 e]");
        world.operate("deleteMember", "{'id':1}");
        assertThat(heardByBen.drain()).containsExactly("[delete Member 1, delete Space 1]", "resync [Doc] PERMISSIONS");
        assertThat(heardByAda.drain()).isEmpty();
    }

    @Test
    void morePathsThanCanBeToldAreCountedAnew() {
        space("North");
        for (int batch = 0; batch < 11; batch++) {
            String[] members = new String[1_000];
            Arrays.fill(members, op("createMember", "'spaceId':1,'userId':2"));
            batch(members);
        }
        doc("1", 9, "plan");
        drain();
        String before = hash(ada, "Doc");
        world.operate("deleteSpace", "{'id':1}");
        assertThat(heardByBen.drain()).containsExactly("[delete Space 1]", "resync [Doc, Note] PERMISSIONS");
        assertThat(heardByAda.drain()).isEmpty();
        assertThat(hash(ada, "Doc")).isNotEqualTo(before);
        world.update("Doc", 1, "'title':'e'");
        assertThat(heardByBen.drain()).isEmpty();
    }

    @Test
    void whoeverChangesIntoAMemberFollowsFromThere() {
        space("North");
        member(1, 3);
        var created =
                world.engine.createSession(Map.of("userId", 4L, "role", "user")).join();
        Listener listener = new Listener();
        world.engine.subscribe(created.session(), listener);
        world.engine.changeSession(created.secret(), Map.of("userId", 3L)).join();
        world.update("Space", 1, "'title':'Northern'");
        assertThat(listener.drain())
                .containsExactly("resync [Space, Member, Doc, Note] PERMISSIONS", "[update Space 1 Northern]");
    }

    private String hash(Session session, String record) {
        SyncPage page = world.engine.catchUp(session, World.request(new LinkedHashMap<>(), null));
        return table(page, record).permissionHash();
    }

    private static SyncPage.TablePage table(SyncPage page, String record) {
        SyncPage.TablePage table = page.tables().get(record);
        if (table == null) {
            throw new AssertionError("nothing about " + record);
        }
        return table;
    }

    private SyncPage sync(Session session, Map<String, TableCursor> cursors) {
        SyncPage page = world.engine.catchUp(session, World.request(cursors, null));
        keep(page, cursors);
        return page;
    }

    private static void keep(SyncPage page, Map<String, TableCursor> cursors) {
        page.tables()
                .forEach((record, table) ->
                        cursors.put(record, new TableCursor(table.lastSeen(), table.permissionHash())));
    }
}
