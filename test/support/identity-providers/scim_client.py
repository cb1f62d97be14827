"""An identity provider that is not ours: provisions by SCIM with scim2-client, and checks with scim2-tester.

    python scim_client.py provision|check BASE_URL < secret

Prints one JSON value. Every answer of the server is checked against the schemas that it serves itself.
"""

import json
import sys

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import PatchOp, PatchOperation
from scim2_tester import check_server


def provision(scim):
    """A user's life: created, created again, found, changed, put into a group, deactivated, and deleted at the end."""
    User, Group = (scim.get_resource_model(name) for name in ("User", "Group"))
    steps = {}

    def note(step, resource):
        steps[step] = resource.model_dump(scim_ctx=None, mode="json", exclude_none=True, by_alias=True)

    def changed(user, path, value):
        operation = PatchOperation(op=PatchOperation.Op.replace_, path=path, value=value)
        return scim.modify(User, user.id, PatchOp[User](operations=[operation]))

    name = "grace@harborlights.example"
    person = User(
        user_name=name,
        external_id="directory-1",
        name=User.Name(given_name="Grace", family_name="Hopper"),
        emails=[User.Emails(value=name, type="work", primary=True)],
        active=True,
    )
    user = scim.create(person)
    note("created", user)
    person.external_id = "directory-2"
    note("again", scim.create(person))
    found = scim.query(User, query_parameters={"filter": f'userName eq "{name}"'})
    steps["found"] = [each.id for each in found.resources]
    note("changed", changed(user, "name.familyName", "Murray"))
    group = scim.create(Group(display_name="Crew", members=[Group.Members(value=user.id, type="User")]))
    note("group", group)
    note("deactivated", changed(user, "active", False))
    user = scim.query(User, user.id)
    note("read", user)
    scim.delete(Group, group.id)
    if "keep" not in sys.argv:
        scim.delete(User, user.id)
        note("gone", scim.query(User, user.id, raise_scim_errors=False))
    return steps


def check(scim):
    """What the conformance tests say, other than success."""
    User, Group = (scim.get_resource_model(name) for name in ("User", "Group"))
    somebody = scim.create(User(user_name="member@harborlights.example"))
    # Values that no schema tells, and that Ory checks.
    User.model_fields["timezone"].examples = ["Europe/Berlin"]
    Group.Members.model_fields["value"].examples = [somebody.id]
    Group.Members.model_fields["type"].examples = ["User"]
    results = check_server(scim, raise_exceptions=False)
    return [[result.status.name, result.title, (result.reason or "").split("\n")[0]] for result in results]


def main():
    mode, base = sys.argv[1:3]
    secret = sys.stdin.read().strip()
    http = Client(base_url=base, headers={"Authorization": f"Bearer {secret}"})
    scim = SyncSCIMClient(http, raise_scim_errors=True)
    scim.discover()
    print(json.dumps({"provision": provision, "check": check}[mode](scim)))


main()
