import { ApiError } from '../state/errors'
import { projectMetadata, workspaceView } from '../state/project-document'
import { parameter, type Answer, type Call } from './call'
import { pageOf } from './paging'

export function listWorkspaces(call: Call): Answer {
  const own = call.world.state.workspaces.filter((item) => call.workspaces.includes(item.id))
  const { items, nextToken } = pageOf(own, call.query)
  return {
    status: 200,
    body: {
      workspaces: items.map(workspaceView),
      next_page_token: nextToken,
      has_next_page: nextToken !== '',
    },
  }
}

export function getWorkspace(call: Call): Answer {
  return { status: 200, body: workspaceView(ownWorkspace(call)) }
}

export function listWorkspaceProjects(call: Call): Answer {
  const { id } = ownWorkspace(call)
  const { state } = call.world
  const all = state.projects.filter((item) => item.workspace_id === id)
  const { items, nextToken } = pageOf(all, call.query)
  return {
    status: 200,
    body: {
      projects: items.map((item) => projectMetadata(item, state)),
      next_page: nextToken,
      has_next_page: nextToken !== '',
    },
  }
}

function ownWorkspace(call: Call) {
  const id = parameter(call, 'workspace')
  const found = call.world.state.workspaces.find((item) => item.id === id)
  if (!found || !call.workspaces.includes(id))
    throw new ApiError(403, 'The workspace does not exist or you have no access to it.')
  return found
}
