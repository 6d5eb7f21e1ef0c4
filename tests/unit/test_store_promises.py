"""What stores promise: each short sentence, and the tests that show it, all of which exist."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ROWS = "fakes/st_page_state_fakes/contract"
SAVED, SERVERS = "tests/unit/test_saved_values.py", "tests/contract/test_store_servers.py"
SQLITE, DEADLINE = "tests/unit/test_store_sqlite.py", "tests/unit/test_store_deadline.py"
PORT, TIME, CROWDS = f"{ROWS}/store_port.py", f"{ROWS}/store_time.py", f"{ROWS}/store_crowds.py"
APPS, EVERYWHERE = "tests/contract/test_saved_in_apps.py", "tests/contract/test_saved_everywhere.py"
CONFIGURED, SHARED = "tests/unit/test_configuring.py", "tests/unit/test_share_links.py"
ORDER, SOAK = "tests/unit/test_saving_order.py", "tests/concurrency/test_saved_soak.py"

PROMISES: dict[str, tuple[str, str]] = {
    # the port
    "get leaves out what is absent": (PORT, "get_leaves_out_what_is_absent"),
    "get leaves out what has expired": (TIME, "what_has_expired_is_absent"),
    "a call is one round trip": (SERVERS, "postgresql_has_one_statement_for_each_call"),
    "add keeps what is there": (PORT, "add_keeps_what_is_there"),
    "add renews": (TIME, "add_renews"),
    "add never shortens": (TIME, "add_never_shortens"),
    "put compares each key by itself": (PORT, "each_key_is_compared_by_itself"),
    "a stale put is a conflict": (PORT, "a_stale_put_is_a_conflict"),
    "a revision never comes again": (PORT, "a_revision_never_comes_again"),
    "nor after it was swept": (TIME, "a_swept_revision_does_not_come_again"),
    "a sweep is bounded": (TIME, "a_sweep_is_bounded"),
    "the store's own clock decides": (SERVERS, "the_clock_of_the_server_decides"),
    "a call has 2 seconds": (DEADLINE, "each_call_has_2_seconds"),
    "a dead store is left alone for 5": (DEADLINE, "a_dead_store_is_left_alone_for_5_seconds"),
    "data are not trusted": (SAVED, "what_a_store_holds_is_not_trusted"),
    "over the limit the session keeps it": (SAVED, "too_large_values_stay_in_the_session"),
    # the stores
    "the fake notes its calls": ("tests/unit/test_fake_stores.py", "it_notes_every_call"),
    "SQLite: WAL, checked": (SQLITE, "where_wal_cannot_be_had_it_says_so"),
    "SQLite: the owner alone": (SQLITE, "its_owner_alone_reads_it"),
    "SQLite: a small pool": (SQLITE, "few_connections_are_kept"),
    "threads lose nothing": (CROWDS, "nothing_is_lost_between_threads"),
    "processes lose nothing": (CROWDS, "nothing_is_lost_between_processes"),
    "a crowd on a file": (SOAK, "nothing_is_lost_between_processes_on_a_file"),
    "a crowd on a server": (SOAK, "nothing_is_lost_between_processes_on_a_server"),
    "hot keys never wait for each other": (
        SERVERS, "many_that_put_several_hot_keys_at_once_never_wait_for_each_other"
    ),
    "a server dies and comes back": (SERVERS, "a_server_that_dies_and_comes_back_loses_nothing"),
    "a full disk": (SQLITE, "a_full_disk_loses_nothing"),
    "a lock held too long": (SQLITE, "a_lock_held_too_long_makes_it_unavailable"),
    "sweep is a command": ("tests/unit/test_store_addresses.py", "sweep_is_a_command"),
    # configure
    "a file of the app by default": (CONFIGURED, "by_default_it_is_a_file_of_the_app"),
    "configured in each run": (CONFIGURED, "a_script_configures_in_each_run"),
    "others' stores need app": (CONFIGURED, "a_store_needs_a_name_for_the_app"),
    "a secret can be replaced": (CONFIGURED, "a_secret_can_be_replaced"),
    "a secret is made once": (CONFIGURED, "a_secret_is_made_once_for_a_store"),
    "a look at the state is no call": (APPS, "a_look_at_the_state_is_no_call"),
    # the order of an action
    "hooks, then the put, under no lock": (
        ORDER, "the_put_is_after_the_hooks_before_the_address_and_under_no_lock"
    ),
    "after the put nothing rolls back": (
        ORDER, "after_the_put_nothing_rolls_back_and_the_next_touch_heals_the_address"
    ),
    "a stopped run saves": (SAVED, "a_run_that_is_stopped_saves_what_was_done"),
    # saved values
    "one get for all classes": (SAVED, "the_first_touch_reads_every_class_in_one_get"),
    "URL before saved before default": (
        SAVED, "the_url_wins_over_saved_and_saved_over_the_default"
    ),
    "hooks see saved values": (SAVED, "hooks_see_saved_values_and_what_they_set_is_not_saved"),
    "a link is not saved": (SAVED, "values_of_a_link_are_not_saved"),
    "bind(value=) is not saved": (SAVED, "the_first_value_of_a_widget_is_not_saved"),
    "a failed read is tried again": (SAVED, "a_read_that_failed_is_tried_again_in_each_run"),
    "one write for an action": (SAVED, "an_action_writes_once_for_all_classes"),
    "no call for no change": (SAVED, "a_rerun_that_changes_nothing_makes_no_call"),
    "the last line is saved": (EVERYWHERE, "what_a_fragment_and_the_last_line_append"),
    "callbacks": (EVERYWHERE, "what_a_callback_sets"),
    "forms and keys": (EVERYWHERE, "what_a_form_submits_for_a_key"),
    "a cleared session": (EVERYWHERE, "a_cleared_session"),
    "tabs are merged by field": (SAVED, "they_are_merged_field_by_field"),
    "what the action has set wins": (SAVED, "what_the_action_has_set_wins"),
    "what was forgotten is a default": (SAVED, "what_was_forgotten_is_at_its_default"),
    "five times at most": (SAVED, "five_conflicts_are_told"),
    "no claim, no hook for others'": (SAVED, "no_claim_is_made_and_no_hook_called_for_the_others"),
    "a missing param says nothing": (SAVED, "a_missing_param_says_nothing_for_a_saved_field"),
    "links write saved fields out": (SAVED, "links_write_saved_fields_out"),
    "what does not fit is kept": (SAVED, "a_value_that_does_not_fit_is_told_and_kept"),
    "newer records stay": (SAVED, "a_newer_record_is_left_alone"),
    "a failing migrate": (SAVED, "a_migrate_that_fails_leaves_the_record_alone"),
    "a store that is down breaks nothing": (SAVED, "a_store_that_is_down_breaks_nothing"),
    "secrets are errors": (SAVED, "what_cannot_be_saved_is_an_error"),
    "180 days after the last use": (SAVED, "values_expire_after_they_were_last_used"),
    "nobody sees another's": (SAVED, "nobody_sees_another_ones_values"),
    "no identity in clear": (SAVED, "the_identity_is_not_in_the_store_in_clear"),
    "another identity begins anew": (SAVED, "another_identity_begins_anew"),
    "asked once in a run": (SAVED, "it_is_asked_for_once_in_a_run"),
    "taken over once": (APPS, "a_user_takes_over_what_the_browser_has_saved_once"),
    # share links
    "a share link opens": (SHARED, "a_share_link_opens_what_was_shared"),
    "equal snapshots, equal links": (SHARED, "equal_snapshots_give_equal_links"),
    "params beside it win": (SHARED, "params_beside_it_win"),
    "it goes with the first update": (SHARED, "the_param_goes_with_the_first_update"),
    "untouched params wait": (SHARED, "what_no_class_has_touched_yet_waits"),
    "Back to it": (SHARED, "back_to_a_share_link"),
    "an unknown key": (SHARED, "a_key_that_says_nothing_leaves_the_defaults"),
    "its time": (SHARED, "its_time_is_over"),
    "unshare": (SHARED, "a_link_that_was_taken_back"),
}  # fmt: skip


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the names of the tests in a file, without what they all begin with."""
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    names = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(name.removeprefix("test_") for name in names if name.startswith("test_"))


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_has_a_test(promise: str) -> None:
    file, name = PROMISES[promise]
    assert name in names_in(file)
