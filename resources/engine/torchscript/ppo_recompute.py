  def ppo_accumulate_recomputed(self: __torch__.M, w: List[Tensor], g: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, at: Tensor, among: Tensor, allowed: Tensor, pick: Tensor, rows: Tensor, old: Tensor, hp: Tensor) -> Tensor:
    # as ppo_accumulate, but blocks are computed twice instead of what they need being kept
    xs, enc, ys, states = (self).forward_kept(w, ids, mask, dec, 0.0, 0, )
    flat = torch.view(states, [-1, @DMODEL])
    h = (self).leaf(torch.index_select(flat, 0, at))
    l = (self).leaves(w, )
    n = torch.len(w)
    loss, sums = (self).ppo_terms(l, h, among, allowed, pick, rows, old, hp, )
    if bool(torch.eq(sums[8], 0.0)):
      f = (self).pulled(loss, torch.ones_like(loss), annotate(List[Tensor], [h, l[@OUTPUT], l[n - 2], l[n - 1]]), )
      _a = torch.add_(g[@OUTPUT], f[1])
      _b = torch.add_(g[n - 2], f[2])
      _c = torch.add_(g[n - 1], f[3])
      gh = torch.view(torch.index_add(torch.zeros_like(flat), 0, at, f[0]), torch.size(states))
      _d = (self).backward_kept(w, g, ids, mask, dec, 0.0, 0, xs, enc, ys, gh, )
    return sums
