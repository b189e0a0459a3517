  def copy(self: __torch__.M, to: List[Tensor], values: List[Tensor]) -> Tensor:
    # to[i] <- values[i], in to's own memory and on its own device
    for i in range(torch.len(to)):
      _a = torch.copy_(to[i], values[i])
    return torch.zeros([1], dtype=@FLOAT32, device=to[0].device)
