  def ppo_accumulate_recomputed(self: __torch__.M, w: List[Tensor], g: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, at: Tensor,
          among: Tensor, allowed: Tensor, pick: Tensor, rows: Tensor, old: Tensor, hp: Tensor) -> Tensor:
    # as ppo_accumulate, but blocks are computed twice instead of what they need being kept
    xs, enc, ys, states = (self).forward_kept(w, ids, mask, dec, 0.0, 0, )
    sums, gh = (self).ppo_gradient(w, g, torch.index_select(states, 0, at), among, allowed, pick, rows, old, hp, )
    if bool(torch.eq(sums[@SUM_SKIPPED], 0.0)):
      _d = (self).backward_kept(w, g, ids, mask, dec, 0.0, 0, xs, enc, ys, torch.index_copy(torch.zeros_like(states), 0, at, gh), )
    return sums
