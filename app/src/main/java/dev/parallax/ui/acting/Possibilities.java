package dev.parallax.ui.acting;

import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Says of each action with clients and posts why it cannot be done to those that are selected, if so: nobody acts for
/// a
/// program from outside. FX thread only.
public final class Possibilities implements Pulse.Part {
    private static final Set<Action> CONCERNED = EnumSet.of(
            Action.TOGGLE_OFFLINE,
            Action.CHANGE_SESSION,
            Action.CUT_CLIENT,
            Action.CORRUPT_CACHE,
            Action.KILL_CLIENT,
            Action.RESTART_CLIENT,
            Action.EXPIRE_SESSION,
            Action.SIGN_IN_AGAIN,
            Action.REMOVE_CLIENT,
            Action.CREATE_POST,
            Action.EDIT_POST,
            Action.PUBLISH_POST,
            Action.CHANGE_AUTHOR,
            Action.DELETE_POST);
    private static final Set<Action> AS_THE_LEAD = EnumSet.of(
            Action.CREATE_POST, Action.EDIT_POST, Action.PUBLISH_POST, Action.CHANGE_AUTHOR, Action.DELETE_POST);

    private final World world;
    private final Selection selection;
    private final ClientActing acting;
    private final Actions actions;

    public Possibilities(World world, Selection selection, ClientActing acting, Actions actions) {
        this.world = world;
        this.selection = selection;
        this.acting = acting;
        this.actions = actions;
        selection.onChange(() -> refresh(0));
    }

    @Override
    public void refresh(long nanos) {
        // Only who is from outside has what cannot be done, and there are few.
        List<FleetClient> lead = world.externals().isEmpty()
                ? List.of()
                : world.client(selection.clientNumber()).stream().toList();
        List<FleetClient> all = world.externals().isEmpty()
                ? List.of()
                : selection.clients().stream()
                        .flatMap(number -> world.client(number).stream())
                        .toList();
        for (Action action : CONCERNED) {
            actions.forbid(action, acting.whyNot(action, AS_THE_LEAD.contains(action) ? lead : all));
        }
    }
}
